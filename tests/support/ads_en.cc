// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0

#include "tests/support/ad_text.h"

namespace varta {
namespace {

constexpr AdTemplate kAds[] = {
    {"en-warehouse", kJobs | kAbroad, 0, "", "Warehouse operative, {abroad}",
     R"({firm} is looking for warehouse operatives for [day|late] shifts: picking, packing, loading with a hand pallet truck.
{n:11-14}.{n:10-90:10} euros gross an hour, paid every month to your own account, overtime with a supplement.
Written contract in your language before you travel. Shared flat on request, {n:280-360:20} euros a month.
{call})"},
    {"en-driver", kJobs, 0, "", "Delivery driver with category B",
     R"(Parcel company {firm} needs drivers for city routes, about {n:70-110:10} stops a day. Van, fuel card and phone are ours.
{n:1500-2000:50} euros net, Sundays off, 25 days of leave. Clean licence for two years, please.
{call})"},
    {"en-nurse", kJobs | kAbroad, 0, "", "Registered nurse, care home",
     R"(A care home of {n:40-70:5} residents seeks registered nurses. We pay for the language course and the recognition of your diploma, with no pay-back clause.
{n:2700-3300:100} euros gross, seven shifts in two weeks, a relocation officer helps you find a flat.
{call})"},
    {"en-seamstress", kJobs, 0, "", "Seamstress for a bridal workshop",
     R"(Small workshop in {city} sews wedding dresses to measure. Hand finishing, lace, fittings with customers.
{n:900-1300:50} euros net, no weekend work from November to March.
{call})"},
    {"en-cook", kJobs | kAbroad, 0, "", "Cook for a mountain hotel, winter season",
     R"(Hotel {firm} cooks for 80 guests. We look for a cook with two seasons of experience. Five-day week, {n:1700-2200:100} euros net, single room, meals.
Contract from December to April under the hotel agreement; tips are shared by the whole kitchen.
{call})"},
    {"en-developer", kIt, 0, "", "Senior C++ developer, remote in Europe",
     R"({firm} builds software for railway timetables. You know C++17 or later, Linux, and how to write a test first.
{n:3500-5200:100} euros a month, four-day week possible, two meetings a year in {city}.
We answer every application within a week. CV to {email}.)"},
    {"en-qa", kIt, 0, "", "QA engineer (part-time possible)",
     R"(Test a booking system for clinics. Playwright or Cypress, good written English, patience.
{n:1500-2300:100} euros, 25 days of holiday, equipment sent to your home. CV to {email}, questions: {phone}.)"},
    {"en-support", kIt, 0, "", "Customer support, English and Ukrainian, {city}",
     R"(Online shop {firm} is hiring two people for e-mail and chat support. No sales, no evening calls.
Office in {city} or at home after the first month. {n:700-950:50} euros, paid training, contract from the first day.
{call})"},
    {"en-analyst", kIt, 0, "", "Data analyst, energy company",
     R"(SQL, dashboards, a healthy distrust of averages. You will work with grid engineers on outage forecasts.
{n:1600-2400:100} euros, hybrid, {city}. Two interviews, no home assignment. CV to {email}.)"},
    {"en-pm", kIt, 0, "", "Project coordinator, humanitarian organisation",
     R"(Coordinate winter repair of schools with local councils. Reports in English, field trips twice a month.
Fixed-term contract of {n:9-18} months, {n:1400-1900:100} euros gross, insurance. Applications with two referees to {email}.)"},
    {"en-teacher", kJobs | kServices, 0, "", "English teacher for a language school",
     R"(School {firm}, groups of up to eight adults, {n:16-24} lessons a week. Lesson plans and books provided.
{n:12-17} euros a lesson. CELTA or a teaching degree. Demonstration lesson is paid.
{call})"},
    {"en-tutor", kServices, 0, "", "English lessons by a native teacher",
     R"(Conversation, IELTS, letters for your visa or university. {n:12-20} euros an hour online. First half hour free.
I have taught for {n:5-18} years and I correct gently.
{call})"},
    {"en-berries", kAbroad | kFarm, 0, "", "Strawberry pickers, licensed operator",
     R"(Family farm near {abroad}. Seasonal worker scheme, visa help is free of charge, you pay only the state fee and your ticket.
Hourly minimum pay is guaranteed, pickers usually earn {n:420-560:20} euros a week. At least 32 hours are promised in the contract.
Caravan {n:45-65:5} euros a week, you keep your passport, you may leave whenever you wish.
{call})"},
    {"en-butcher", kAbroad, 0, "", "Butchers and boners, meat plant",
     R"(Plant in {abroad} hires directly. {n:14-18} euros an hour gross, two shifts, knives and clothing supplied.
First month in company housing at cost, later we help you rent. Works council, collective agreement.
{call})"},
    {"en-au-pair", kHome | kAbroad, 0, "", "Au pair for two school children",
     R"(Family in {abroad} invites an au pair under the official programme: 30 hours a week, {n:280-400:20} euros pocket money, language course and insurance paid.
Own room with a key, one and a half days off, four weeks of holiday. We are happy to introduce you to our last au pair.
{call})"},
    {"en-nanny", kHome, 0, "", "Nanny wanted in {city}, afternoons",
     R"(Pick up our twins from nursery at 14:00, play, simple dinner, until 19:00. {n:6-9} euros an hour, paid weekly.
Non-smoker, first-aid course (we can pay for one). References, please.
{call})"},
    {"en-cleaner", kHome | kServices, 0, "", "House cleaning, every second Saturday",
     R"(Flat of {n:60-110:5} square metres, no pets, five hours. {n:35-55:5} euros each time and travel.
{city}, {street}.
{call})"},
    {"en-flat", kFlats, 0, "", "One-bedroom flat to let, {city}",
     R"(Furnished, {n:2-8}th floor with lift, five minutes from the tram. {n:280-520:20} euros a month and meters.
Owner, no agency fee. Contract for a year, registration possible, pets welcome.
{call})"},
    {"en-room", kFlats, 0, "", "Room in a shared flat for a student or intern",
     R"(Quiet room with a desk, two flatmates (a nurse and a programmer). {n:150-260:10} euros, internet included.
One month deposit by receipt. {city}.
{call})"},
    {"en-bike", kThings, 0, "", "City bike, three gears",
     R"(Serviced in spring, new tyres, basket, lock. {n:80-160:10} euros. Try it on our street, {city}.
{call})"},
    {"en-books", kThings, 0, "", "Textbooks for medical students",
     R"(Anatomy, physiology, pharmacology, in English, some notes in pencil. {n:5-15} euros each, less for all of them.
{call})"},
    {"en-massage", kAdult | kServices, 0, "", "Sports massage and physiotherapy, {city}",
     R"(Registered physiotherapist, {n:6-15} years with runners and swimmers. {n:20-35:5} euros an hour, invoices for insurance.
Strictly therapeutic.
{call})"},
    {"en-passport", kAbroad | kJobs, 3, "LABOUR", "Factory workers wanted, leave this week",
     R"(No experience, no language, {n:2000-3000:100} euros a month, {country}. We buy your ticket and take it back from your wages.
The employer keeps your passport until the debt is paid. Twelve to fifteen hours a day, no days off, nobody leaves the compound alone.
Hurry, few places. {hidden})"},
    {"en-debt", kAbroad | kFarm, 2, "LABOUR", "Farm work, {country}, pay for your visa later",
     R"(Come without money. Visa, flight and bed are {n:1500-2500:100} euros, you work them off in the first season.
Until then only food money. Tourist visa, no contract needed. Papers stay with the supervisor.
{call})"},
    {"en-fee", kAbroad, 1, "LABOUR", "Hotel staff abroad, guaranteed placement",
     R"(Cleaners, waiters, {n:2500-3500:100} euros, no interview. Pay the reservation fee of {n:60-120:10} euros today, refund with your first salary.
The hotel name is confidential. Telegram only: {handle})"},
    {"en-maid", kHome | kAbroad, 3, "DOMESTIC_SERVITUDE", "Live-in maid for a large villa",
     R"(Single woman without children. Work from early morning until the family sleeps, seven days a week.
You may not go out alone or use a phone, your passport is with the sponsor. {n:200-350:50} euros, the first three months pay for your ticket.
{handle})"},
    {"en-hostess", kAbroad | kAdult, 2, "SEXUAL", "Hostess girls 18-24 for a night club, {country}",
     R"(Girls without complexes, photos in swimwear, no experience. Drinks with guests, commission on bottles, up to {n:4000-6000:500} euros.
Ticket and flat are advanced and worked off. The manager keeps documents safe and drives you everywhere.
{handle})"},
    {"en-managed", kAdult, 2, "SEXUAL", "New ladies every week, ask the manager",
     R"(They just arrived and know nobody here. They do what I say, day and night. {n:40-70:5} euros, pay me, not them.
They cannot talk on the phone. {hidden})"},
    {"en-asia-support", kIt, 3, "FORCED_CRIMINALITY",
     "IT support in South-East Asia, no experience",
     R"({n:2500-4500:100} dollars, flight, visa, dormitory. English or Chinese, typing 40 words a minute, age 20 to 35.
You chat with foreign clients and bring them to our investment platform. Guarded campus, passports are held for registration, leaving early costs {n:5000-9000:500} dollars.
{handle})"},
    {"en-asia-mild", kIt | kAbroad, 1, "FORCED_CRIMINALITY",
     "Customer service agents, relocation to Thailand",
     R"(High salary, easy chat work, free one-way ticket. A driver meets you in Bangkok and takes you to the office near the border.
Company name after arrival. Interview in the messenger, five minutes: {handle})"},
    {"en-crew", kAbroad, 1, "LABOUR", "Deckhands, fishing vessel, {n:8-12} months at sea",
     R"(No seaman's book needed, we arrange papers and deduct them. No port calls, pay at the end of the contract, captain holds passports.
{handle})"},
};

}  // namespace

std::span<const AdTemplate> EnglishAds() { return kAds; }

}  // namespace varta
