// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/gone_phrases.h"

namespace varta {
namespace {

// Exact forms where another form of the word means something else: "вакансия удалена" is deleted,
// "удаленная" is remote; "вакансія архівного працівника" is a vacancy.
constexpr GonePhrases kPhrases[] = {
    // Ukrainian
    {"оголошення|об'ява|об'яву|обява|вакансія|вакансію|пропозиція|публікація|публікацію|"
     "сторінка|сторінку|сторінки|запис|матеріал|пост|лот|товар",
     "не знайдено|не знайдена|не знайдений|не існує|немає $|видалено|видалена|видалений|закрито|"
     "закрита|закрите|знято|знята|неактивне|неактивна|не активне|не активна|деактивовано|"
     "деактивована|деактивоване|недоступне|недоступна|не доступне|не доступна|неактуальне|"
     "неактуальна|не актуальне|не актуальна|завершено|завершена|в архіві $|архівне $|архівна $|"
     "архівовано|архівована|перенесено до архіву|перенесено в архів|заблоковано|заблокована|"
     "приховано|протерміновано|протермінована|застаріло $|застаріла $|втратило актуальність|"
     "втратила актуальність|відсутня|відсутнє|не вдалося знайти|знайти не вдалося|"
     "не є актуальною|не є актуальним|не є активною|не є активним|закінчився|минув",
     "було|була|був|вже|уже|більше|наразі|зараз|це|ця|цю|цієї|є|на|жаль|автором|модератором|"
     "користувачем|власником|роботодавцем|адміністратором|адміністрацією|або|чи|яке|яку|яка|ви|"
     "запитуєте|запитали|шукаєте|шукали|за|цим|цією|посиланням|адресою|id|номер|під|з|номером|"
     "стало|стала|і|та|тимчасово|такої|такого|вказаною",
     "знято з публікації|знята з публікації|помилка 404|404 помилка|"
     "роботодавець закрив вакансію|автор видалив оголошення|автор зняв оголошення|"
     "термін дії вакансії закінчився|термін дії вакансії минув|"
     "термін публікації вакансії закінчився|не вдалося знайти сторінку|"
     "не вдалося знайти оголошення"},
    // Russian
    {"объявление|объявления|вакансия|вакансию|предложение|публикация|публикацию|страница|"
     "страницу|страницы|запись|материал|пост|лот|товар",
     "не найдено|не найдена|не найден|не существует|нет $|удалено|удалена|удален|закрыто|"
     "закрыта|закрыт|снято|снята|снят|неактивно|неактивна|не активно|не активна|деактивировано|"
     "деактивирована|недоступно|недоступна|недоступен|не доступно|не доступна|неактуально|"
     "неактуальна|не актуально|не актуальна|завершено|завершена|в архиве $|находится в архиве $|"
     "архивное $|архивная $|архивировано|перенесено в архив|перемещено в архив|"
     "перенесена в архив|перемещена в архив|отправлено в архив|отправлена в архив|заблокировано|"
     "заблокирована|скрыто|просрочено|просрочена|устарело $|устарела $|утратило актуальность|"
     "утратила актуальность|потеряло актуальность|потеряла актуальность|отсутствует|"
     "не удалось найти|нет на сайте|нет на нашем сайте|истек $|истекло $",
     "было|была|был|уже|больше|сейчас|это|эта|эту|данное|данная|к|сожалению|автором|модератором|"
     "пользователем|владельцем|работодателем|администратором|администрацией|или|которое|которую|"
     "которая|вы|запрашиваете|запросили|ищете|искали|ищите|по|этой|этому|указанному|ссылке|"
     "адресу|с|под|номером|id|номер|стало|стала|и|временно|такого|такой",
     "снято с публикации|снята с публикации|снято с продажи|ошибка 404|404 ошибка|"
     "работодатель закрыл вакансию|автор удалил объявление|автор снял объявление|"
     "срок действия вакансии истек|срок размещения вакансии истек|не удалось найти страницу|"
     "не удалось найти объявление|вы перешли на несуществующую страницу"},
    // English
    {"ad|advert|advertisement|listing|job|vacancy|position|posting|post|offer|page|item|"
     "announcement|classified",
     "no longer available|no longer active|no longer exists|no longer exist|no longer online|"
     "no longer open|no longer live|no longer valid|no longer accepting applications|expired|"
     "removed|deleted|not found|could not be found|couldn't be found|cannot be found|"
     "can not be found|can't be found|does not exist|doesn't exist|filled|closed|unavailable|"
     "not available|inactive|not active|deactivated|withdrawn|archived|taken down|ended $",
     "is|are|was|has|have|been|this|that|the|you|you're|re|looking|for|trying|to|view|see|"
     "requested|were|reach|access|sorry|it|may|might|or|by|its|author|owner|user|employer|"
     "advertiser|poster|moved|now|already|currently|with|id|number|unfortunately|we",
     "no longer accepting applications|404 not found|error 404|404 error|404 page not found|"
     "we can't find that page|we couldn't find that page"},
    // Polish
    {"ogłoszenie|ogloszenie|ogłoszenia|oferta|oferty|wakat|strona|strony|rekrutacja|anons",
     "nie istnieje|usunięte|usunięta|usunięty|nieaktualne|nieaktualna|nieaktualny|nieaktywne|"
     "nieaktywna|nie jest aktywne|nie jest aktywna|nie jest aktualne|nie jest aktualna|"
     "nie jest dostępne|nie jest dostępna|niedostępne|niedostępna|wygasło|wygasła|zakończone|"
     "zakończona|zamknięte|zamknięta|zarchiwizowane|zarchiwizowana|archiwalne $|archiwalna $|"
     "w archiwum $|nie została znaleziona|nie zostało znalezione|nie została odnaleziona|"
     "nie znaleziono|straciło ważność|straciła ważność|wycofane|wycofana",
     "to|ta|tej|tego|jest|już|zostało|została|został|przez|autora|użytkownika|ogłoszeniodawcę|"
     "pracodawcę|niestety|lub|albo|której|którą|którego|które|szukasz|pracy|takiego|takiej|o|"
     "numerze|i",
     "nie znaleziono ogłoszenia|nie znaleziono oferty|nie znaleziono strony|błąd 404|"
     "nie ma takiego ogłoszenia|nie ma takiej strony|nie ma takiej oferty"},
    // Romanian
    {"anunțul|anunţul|anuntul|anunț|anunt|oferta|pagina|jobul|postul|locul de muncă|"
     "locul de munca",
     "nu mai este disponibil|nu mai este disponibilă|nu mai este disponibila|nu mai este activ|"
     "nu mai este activă|nu mai este activa|nu mai este valabil|nu mai este valabilă|"
     "nu mai este valabila|nu mai există|nu mai exista|nu există|nu exista|a expirat|expirat|"
     "a fost șters|a fost şters|a fost sters|a fost ștearsă|a fost stearsa|a fost eliminat|"
     "a fost eliminată|a fost eliminata|a fost dezactivat|a fost dezactivată|a fost dezactivata|"
     "a fost închis|a fost inchis|a fost retras|nu a fost găsit|nu a fost gasit|"
     "nu a fost găsită|nu a fost gasita|nu a putut fi găsit|nu a putut fi găsită|"
     "nu poate fi găsită|inactiv $|este inactiv|este inactivă|indisponibil|indisponibilă|"
     "arhivat $",
     "acest|această|aceasta|pe|care|îl|il|o|cauți|cauti|căutați|cautati|căutat|dvs|"
     "dumneavoastră|sau|de|angajare|solicitat|solicitată|solicitata",
     "eroare 404|pagina negăsită|pagina negasita|anunț expirat|anunt expirat"},
    // German
    {"anzeige|stellenanzeige|inserat|stelle|stellenangebot|angebot|seite|job|beitrag|"
     "kleinanzeige",
     "nicht mehr verfügbar|nicht mehr aktiv|nicht mehr online|nicht mehr vorhanden|"
     "nicht mehr aktuell|nicht mehr ausgeschrieben|nicht mehr gültig|nicht gefunden|"
     "existiert nicht|existiert leider nicht|gelöscht|abgelaufen|deaktiviert|beendet|entfernt|"
     "archiviert|geschlossen|besetzt $|nicht verfügbar|inaktiv",
     "ist|wurde|leider|diese|dieses|die|das|der|vom|von|anbieter|inserenten|arbeitgeber|sie|"
     "suchen|nun|bereits|schon|gesuchte|konnte|oder|mit|nummer|id|es|zurzeit",
     "fehler 404|404 nicht gefunden"},
    // Czech
    {"inzerát|inzerat|nabídka|nabídku|pozice|pozici|stránka|stránku|inzerátu",
     "nenalezen|nenalezena|nebyl nalezen|nebyla nalezena|neexistuje|smazán|smazána|odstraněn|"
     "odstraněna|vymazán|vymazána|není aktivní|není aktuální|není dostupný|není dostupná|"
     "není k dispozici|není v nabídce|neaktivní|neaktuální|nedostupný|nedostupná|vypršel|"
     "vypršela|ukončen|ukončena|uzavřen|uzavřena|archivován|archivována|nelze najít|expiroval|"
     "expirovala|se nepodařilo najít",
     "tento|tato|tuto|byl|byla|bylo|již|už|je|bohužel|práce|nebo|či|kterou|který|hledáte|"
     "hledali|jste|uživatelem|inzerentem|zaměstnavatelem|požadovaná|a|s|číslem",
     "chyba 404|stránka nenalezena|inzerát nenalezen"},
    // Bulgarian
    {"обявата|обява|офертата|предложението|страницата|страница|позицията|публикацията",
     "не е намерена|не е намерено|не беше намерена|не бе намерена|не съществува|"
     "не може да бъде намерена|изтрита|изтрито|премахната|премахнато|изтекла|изтекло|неактивна|"
     "неактивно|не е активна|не е активно|не е налична|не е достъпна|недостъпна|деактивирана|"
     "архивирана|затворена|свалена|приключила|спряна|няма $",
     "е|вече|тази|това|която|което|търсите|от|потребителя|беше|била|бе|за|съжаление|или|автора|"
     "работодателя|с|номер|бъде|такава",
     "грешка 404|няма такава обява|няма такава страница"},
};

constexpr GoneGuards kGuards = {
    // before
    "якщо|коли|доки|поки|щойно|після|аби|щоб|перш|если|когда|пока|после|чтобы|прежде|либо|if|"
    "when|once|until|unless|after|before|while|whether|jeśli|jeżeli|gdy|kiedy|dopóki|zanim|po|"
    "dacă|daca|când|cand|până|pana|după|dupa|wenn|falls|sobald|nachdem|bis|solange|pokud|když|"
    "jakmile|až|dokud|ако|когато|докато|след|щом|попереднє|попередня|минуле|минула|старе|стара|"
    "моє|моя|моєму|наше|наша|інше|прежнее|предыдущее|предыдущая|старое|старая|прошлое|мое|мою|"
    "другое|previous|old|last|my|our|another|other|poprzednie|poprzednia|stare|moje|nasze|"
    "nasza|inne|vechiul|vechea|altes|alte|mein|meine|unser|unsere|vorherige|předchozí|starý|"
    "stará|můj|предишната|старата|моята|нашата",
    // anywhere
    "знову|повторно|заново|ще раз|снова|еще раз|опять|again|reposted|reopened|ponownie|znowu|"
    "din nou|erneut|wieder|znovu|отново",
    // after
    "для|for|dla|pentru|für|pro",
    // unless
    "відгуків|відгуку|нових|перегляду|откликов|отклика|новых|просмотра|applications|new|"
    "viewing|violating|breach|breaking|кандидатури|kandidatów|aplikacji|bewerbungen",
    // list
    "сортув*|відсортув*|сортиров*|отсортиров*|сортирай|сортиране|sort by|sorted by|sortuj|"
    "sortowanie|sortieren|sortierung|seřadit|řadit|řazení|sortează|sorteaza|sortare|фільтри|"
    "фильтры|filters|filtry|filtre|filter|показано|results for|результати пошуку|"
    "результаты поиска|wyniki wyszukiwania|suchergebnisse|výsledky hledání|"
    "rezultatele căutării|резултати",
    // counted
    "вакансій|вакансії|вакансія|оголошень|оголошення|пропозицій|вакансий|вакансии|вакансия|"
    "объявлений|объявления|объявление|предложений|jobs|ads|listings|results|vacancies|offers|"
    "ofert|oferty|ogłoszeń|ogłoszenia|anunțuri|anunturi|oferte|locuri de muncă|anzeigen|"
    "stellenangebote|stellen|treffer|inzerátů|nabídek|обяви|оферти"};

}  // namespace

std::span<const GonePhrases> AllGonePhrases() { return kPhrases; }

const GoneGuards& AllGoneGuards() { return kGuards; }

}  // namespace varta
