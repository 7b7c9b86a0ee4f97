# Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
"""Invented text of ordinary ads: titles and sentences from a small grammar, the same for the same random.Random."""

# language: (what is done, the thing, its kind, place), for titles; then (openings, middles, ends) of sentences.
_TITLES = {
    "uk": ("Продам Куплю Обміняю Віддам Здам Шукаю Замовлю".split(),
           "диван велосипед ноутбук гараж шафу пилосос квартиру кавоварку намет самокат піаніно дриль".split(),
           ["новий", "вживаний", "недорого", "терміново", "без торгу", "з гарантією", "від власника", "під ремонт"],
           "Київ Львів Одеса Дніпро Харків Полтава Суми Луцьк Рівне Вінниця Чернівці Ужгород".split()),
    "ru": ("Продам Куплю Обменяю Отдам Сдам Ищу Закажу".split(),
           "диван велосипед ноутбук гараж шкаф пылесос квартиру кофеварку палатку самокат пианино дрель".split(),
           ["новый", "подержанный", "недорого", "срочно", "без торга", "с гарантией", "от хозяина", "под ремонт"],
           "Киев Одесса Днепр Харьков Полтава Сумы Запорожье Николаев Херсон Черкассы".split()),
    "en": ("Selling Buying Swapping Renting Wanted: Offering".split(),
           "sofa bicycle laptop garage wardrobe kettle flat tent scooter piano drill bookcase".split(),
           ["like new", "used", "cheap", "urgent", "price fixed", "with warranty", "from the owner", "needs repair"],
           "Kyiv Lviv Odesa Dnipro Warsaw Prague Brno Krakow Vilnius Riga".split()),
}
_SENTENCES = {
    "uk": (["Річ стояла в окремій кімнаті", "Купували торік у магазині", "Пропонуємо до огляду", "Маємо ще одну таку саму",
            "Господар доглядав за всім сам", "Меблі зібрані з дерева", "Техніка працює без зауважень", "Будинок стоїть біля парку",
            "Колеса замінили навесні", "Ключі передаємо того ж дня", "Документи лежать удома", "Фарба трохи потерта"],
           ["тому торг можливий лише на місці", "і все видно на світлинах", "але коробка не збереглася", "бо переїжджаємо до іншого міста",
            "а дрібні подряпини майже непомітні", "отже питань не виникало", "і сусіди можуть це підтвердити", "хоча користувалися рідко",
            "тож доставка за рахунок покупця", "і запасні частини додаємо"],
           ["у зручний для вас вечір", "після шостої години", "без посередників", "за домовленістю", "у суботу чи неділю",
            "з рук у руки", "поштою після оплати", "поруч із зупинкою трамвая", "на першому поверсі", "з балконом на схід"]),
    "ru": (["Вещь стояла в отдельной комнате", "Покупали в прошлом году", "Предлагаем к осмотру", "Есть ещё одна такая же",
            "Хозяин ухаживал за всем сам", "Мебель собрана из дерева", "Техника работает без замечаний", "Дом стоит возле парка",
            "Колёса заменили весной", "Ключи передаём в тот же день", "Документы лежат дома", "Краска немного потёрта"],
           ["поэтому торг возможен только на месте", "и всё видно на снимках", "но коробка не сохранилась", "так как переезжаем в другой город",
            "а мелкие царапины почти незаметны", "так что вопросов не возникало", "и соседи могут это подтвердить", "хотя пользовались редко",
            "доставка за счёт покупателя", "и запасные части прилагаются"],
           ["в удобный для вас вечер", "после шести часов", "без посредников", "по договорённости", "в субботу или воскресенье",
            "из рук в руки", "почтой после оплаты", "рядом с остановкой трамвая", "на первом этаже", "с балконом на восток"]),
    "en": (["The thing stood in a spare room", "We bought it last year", "You are welcome to look at it", "There is a second one just like it",
            "The owner took care of it himself", "The frame is made of oak", "The motor runs without complaint", "The house stands by a park",
            "The wheels were changed in spring", "Keys are handed over the same day", "The papers are at home", "The paint is a little worn"],
           ["so the price can be talked about on the spot", "and all of it shows in the pictures", "but the box is gone",
            "as we are moving to another town", "and small scratches can hardly be seen", "so no questions came up",
            "and the neighbours will say the same", "though it was rarely used", "so the buyer pays for delivery", "and spare parts come with it"],
           ["on an evening that suits you", "after six o'clock", "without agents", "as agreed", "on Saturday or Sunday",
            "from hand to hand", "by post after payment", "next to the tram stop", "on the ground floor", "with a balcony to the east"]),
}
LABELS = {
    "uk": {"home": "Головна", "list": "Оголошення, сторінка", "next": "Далі", "more": "Схожі оголошення", "price": "Ціна", "unit": "грн"},
    "ru": {"home": "Главная", "list": "Объявления, страница", "next": "Дальше", "more": "Похожие объявления", "price": "Цена", "unit": "грн"},
    "en": {"home": "Home", "list": "Ads, page", "next": "Next", "more": "Similar ads", "price": "Price", "unit": "UAH"},
}
_KEYS = ("box row cell card head foot left right icon wrap inner list item price photo badge button panel modal field label grid column "
         "banner toggle menu active hidden state").split()


def title(rng, language, number):
    """Unique by its number."""
    does, things, kinds, places = _TITLES[language]
    return f"{rng.choice(does)} {rng.choice(things)}, {rng.choice(kinds)}, {rng.choice(places)} {number}"


def sentence(rng, language):
    opening, middle, end = _SENTENCES[language]
    return f"{rng.choice(opening)}, {rng.choice(middle)}, {rng.choice(end)}. "


def vocabulary(language):
    """Every word of the sentences, in alphabetical order."""
    return sorted({word for phrases in _SENTENCES[language] for phrase in phrases for word in phrase.split()})


def slug(text):
    """Letters and digits of a title, for a path."""
    return "-".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


def markup(rng, size):
    """What stands around the text of a page, about as many bytes: boxes, pictures, scripts and data; no text, no links."""
    made, used = [], 0
    while used < size:
        name, kind = f"{rng.getrandbits(40):010x}", rng.random()
        if kind < 0.08:
            state = ",".join(f'"{k}{rng.randrange(100)}":{rng.randrange(10**6)}' for k in rng.choices(_KEYS, k=60))
            piece = f'<script>window.page_{name}={{{state}}};</script>\n'
        elif kind < 0.25:
            path = " ".join(f"{c}{rng.randrange(24)}.{rng.randrange(10)}" for c in rng.choices("MLHVCZ", k=9))
            piece = f'<svg viewBox="0 0 24 24"><path d="{path}" fill="none"/></svg>\n'
        elif kind < 0.4:
            piece = f'<img src="/i/{name}.jpg" width="{rng.randrange(16, 900)}" alt="" loading="lazy">\n'
        else:
            box = " ".join(rng.choices(_KEYS, k=2))
            piece = f'<div class="{box} {name[:5]}" data-{rng.choice(_KEYS)}="{rng.randrange(999)}"><span class="{rng.choice(_KEYS)}"></span></div>\n'
        made.append(piece)
        used += len(piece)
    return "".join(made)
