// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Which letter follows which, in running text of each language: counted over five to sixty
// kilobytes of public sentences and of the Universal Declaration of Human Rights; the
// transliterated tables and part of the Latin Serbian one over Cyrillic text put into Latin letters
// in the usual ways. Only these shares are kept. How to read a row is said in language_tables.h.
#include "extract/language_tables.h"

namespace varta {
namespace {

// clang-format off
constexpr LetterTable kCyrillic[] = {
    {"uk", false,
     "_1п2внсздт3мікрбуоя4аглчцщ5хжйфєїш6е7ю а0_1н2лвт3срдкмц4хєйбзгчпжю5ї6уш7щяфо "
     "б1уоіе2алир3_н4хм5тс6ювг7дч в1_аиіо2н3есл4ук5дчжт6пршвця7змгхб г0о1а2рі3луие4_н6тк "
     "д1ои2анеі_у3лр4жсвкп5мяьчб6дгтзх7ц е1_нр3тдлскмзв4йжбоч5цгп6шюфхяа7їє "
     "ж0е1ниа_2л3уіок4д5бч з0а1_н3вуіомедри4бпк5гльс6я7цтзш "
     "и0_2нстхвмйк3лч4рцзп5дшбщ6яжг7єфї й0_1но2с4дшмбт5цк6жл к0о1аи2у_ір3лт4есв5щнц7км "
     "л1иьаіо2еяю3у4_5к6л7тг м0_1аоиуі2е4пн5лк6с7бцврм н1аоиі2нея3у_т4ськ5шцдю7чфгє "
     "о1_2вгрмсдб3лнїктж4юзпч5ц6хшфєйе7ояащ п0ор1е2іа3ил4у_5нт6с7кпш "
     "р0о1аие2іу3_т4мнсяг5шжкдв6юлхч7бпц с0т2яьвоп3илніуаек4_5цм6х7шрюф "
     "т1иаоь2іеур3_в4янтк5ю6лс7єм у0_2вк3тдлрсмпч4єнжюхш5збг6ац7щїйя ф0оі1е2ар3_4улс "
     "х0_1о2і3аутви4нр6елгх ц0і1еь2и3яю4т5а6в_ ч0и1ане2оу3і_5кл6ч ш0и1е2оі_каун3лт6в "
     "щ0о1е3иаі5_ ы0е_ ь0_к1н2со3ш4мт5в6бдгю ю0_1т2дчв3ю4єбнр6ксзжщ "
     "я0_1к2т3мдн4згвхчл5сює6црж7пйї є0_1т2дювм3їн4срк5ш "
     "і0_2днвсл3йтзї4кямршчб5аєюхожг6ц7фпщі ї0_1н2хї4йм5вз6дчт ґ0р"},
    {"ru", false,
     "_1п2внсиок3дтмбрчзу4гелэа5яхж6ф7шц а0_2лнтквмс3рзж4едяюцчбш5гхйпщ6у7и "
     "б1ыое2лриу3ащ4нсхяъ5в_юк6м в1о_ае2ыис3нл4ур5зткп6шьям7двчх г0о2аридл3_уе4н6к "
     "д1еаои2ну3_рыл4свь5кжя6дцмт7шпг е0_1н2ртлсм3дгйк4звечжб5пшщхо6я7ацюфи "
     "ж0е1дин2а4ку_5бчго з0а1н2_дв3омыеулгр4ибя5ькж и0_2тлнм3сяезвхк4чирйдцю5оаг6бщпш7жф "
     "й0_2с3нт4чдо5мк6ц к0оа1_2иур3тл4ес5нц6вж7к л1иоеаь2_3яую4сжн5ылк6д7ёгчтм "
     "м0_1еои2ау3ны4я5пль6сб7мчк н1оаие2ы3н_яу4тсь5кд6цфюг7чвёрщ "
     "о0_2всдтлргн3мбйе4жкзчп5ияш6ц7фщхоюэ п0ор2еа3ли4уы5пя6тн7_сь "
     "р0а1оеи2у3ы_4янсвтмж5гькдш6пхл7юрчцф с0т2яоелкь_3впиа4унсм5рчы6хд7ёцюг "
     "т1о_ьае2ивр3усы4нк5я7лчмп у0_2дчт3гсюлжпршбмк4вщнх5азе6яй7и ф0еои2ра3флу "
     "х0_о2а4вруил5нес ц0ие2аы3_оу ч0е1таи2н3ку4ьш5_л6ё ш0еи1а2нкь3лоут4_в щ0еи2ау4нь "
     "ъ0ея ы0_1й2хлемтв3с4шр5нбпзкч6дж ь0_1н2с3кюш4еязт5мги э0т2к3ф ю0_1т2дщбч3с4рц5ю "
     "я0_2т3лнд4евщсмхк5зчгйюж6пб ё0_м1рзн"},
    {"be", false,
     "_1п2ансі3дкзмўягвбтур4шч5жлц6фх7юэоеё а1_2вдлнбср3гцмўкйе4тюзхчп5яі6ёф7жаш "
     "б0о1еаы2_у3ярілн4мсх5в в0а1ые2іо3яу5ё г0а1оэ2руі3л5ен д0з1ан_2у3ырлэсо4кжв5пт "
     "е0_1н2ркс3цлмйдж4зачшт5ўб6пвя ж0ан1ы2о3_ з0а1е_н2ія3у4оымврь5кёбд й0_1н2м4цск "
     "к0а1оі_2лу3рт5свшнц л0а1іье2юяо3у4_ы м0а_1і2е3ояукл5сныэп "
     "н0а1ыен2ія3уо4_сшцт5к6дч7ьвю о0_1дў2лжвн3ргйбс4зм5ткі6чепшю п0ра1е3оу4я_іы5л "
     "р0а1ыо2эу4тгн_жм5цсвш6к с1тав2япцк3іеунл_4ьо5ёы6хр т0а1оы2рвуэ3н_4к5л "
     "у0_2сюд3лмпркв4чзтхбжцешг5н ф0еіа1о х0_1оа2т3у ц0ь1ацы2іея4тэ5ёую ч0аы1н2э3_в4ло "
     "ш0т1ачыл3кнэ_ ы0_1м2хя3цксніт4лвйчгзюў5рпдбе ь0_н2к4тмш э0тн1рк2л3см_чб4ц "
     "ю0_ч1цб2д4рз я0_1к2рн3цдўгчм4елзбшвс5тюйх ё0м1н_йс і0_1н3кмяцхч4срвзлўжг5дштіюй "
     "ў0_1н2сл3в4жчздц5ктм"},
    {"bg", false,
     "_1нсп2идов3зктчбем4ргу5ащлх6жф7юцш а0_2твн3крзс4лмцщдп5жгчйб6хш7яе "
     "б1оъещ2иврл3ха4сяту в0ао1еи2_с3ня4ър5лзк6ду г0оа1ри2лу3н4е_в д0а1еи2но_ъ3в4слур "
     "е0_1н2дктс3лрмз4гой5щчшвхцж6фя ж0деа1и2н з0а2ви_3боенк4пглр5чмут "
     "и0_1т2ям3нзесчл4рвкидохг5цащш6ж й0н_с1т2д к0оа1и2_л3рувтъ5ц л0и1ане2о3яюсжк4гз_т5бд "
     "м0ае1ио2_3нупя4ъ н0аи1ое2_3с4тя5нкц6фгд о0_1тв2бсд3рнл4йпмкигч5зежяцф "
     "п0ро2ал3еъ4уи5н р0а1еи2о3уя_4нжъкм5шс6тгпц с0т1е2икъ_в3аонлп4мру5я6д "
     "т1оа_ев2ри3н4ъу5яст6кбдлп у1рс_в2дн3чплбмжг4тцш ф0еи1оа х0оа1н2и_ ц0и1е2а "
     "ч0ео1аи2нк3р4вул ш0е1аик2вн щ0еи1оа2у ъ1дрл2тосзщ3мпжк4чбг ю0чр я0_т1в2бк3м4нрг"},
    {"sr", false,
     "_1сп2инодкју3мбвазрт4г5флчњшец6хж7ћџ а0_2нвр3лткдсјмз4оњцчг5пшфљ6жубђћ7х "
     "б0и1ое2арул3јн4_љ6зд в0а1еои2р3нуљ4л_5сј6ц7кгшт г1р_оа2луен3и4д6зм7вс "
     "д0а1_еио2нр3ус4њвм5л6бг7ј е0_2ндр3мтлкс4гвзњо5шђћчбљпж6цј7афухи ж0иеа2н3б4дњуј5_ "
     "з0а1ин2_ве3боумл4рдг7ј и0_2мјн3сзлктвоцхч4ршд5гћп6њбљ7фж к0оа2иеур3_т4лсв5љ6цнњ7м "
     "л0иа1ое2ун4_5бстк6м7дцгф м0а_1ео2и3у4нпљ5бср6ј7цлфд н0аи1ое2_3уст5дцгк6зф7рпч "
     "о1_в2дјсмрг3нблт4кп5зшжчљ6цђхи7ћфању п0ро2ае3иул4_шт5сљ6нјц7к "
     "р0а1еио2у3_с4нвтш5жкмгбз6дцлпх7ђфчџњ с0т1ек2ауилв3нп4о_рм6цх7сљ "
     "т0а1иое2ру_3вн4кс5п7хљњјл у0_3стндпчгрл4јкжћмбзш5вх6о7ђцањифљ ф0и1осре2ал4у5_ "
     "х0_1о2аирв3еу4н5сл ц0и1еа2_у3р ч0и1еанк3луо4в_ј ш0т1еи2ка3ћњ_љ4нлу5в6оп "
     "ј0е1ау2_и3о4нс5вк6д7мчптц љ0еа1у2и3нс_4к5ош њ0еа1иу3о5с ђ0еу1а3ио ћ0ие1_а2у3н5о "
     "џ0о1е_а2и"},
    {"mk", false,
     "_1нс2ипдовб3кзмгр4таеул5јшчќц6фж7х а0_1т2в3лнкрњ4дјасчцмб5зпжше6гфѓ7уи "
     "б0ио1еар4нлув в0оа1еи3нр4_л5умјк г0о1ри2алу3_4н д0еа1и_2орн3у4л5бвс "
     "е0_1н2дктл3срм4гзњј5шцавфпе6бохжѓ ж0аие1у3нб з0а1ни2_д3омверлб4у "
     "и0_1т2лнј3дмзсвко4рчег5цпиш6уфж к0оа1и2у_л3р4твс5е л0и1оае_2ун4бк5т "
     "м0ае1ио2у3_ј4крнп н0а1ио2е_4стду5цк6зф о0_1дт2вј3сбрлгн4кпим5жезчц6ш7уф "
     "п0ро1а3шси4е5х р0а1еио3жу_4нтвмшз5длсбкхг с0т1еол2ик3нвп_у4а5мр "
     "т1е_ао2ив3ру4нк5с6мп у0в1_2чг3мдсбршнѓ4лкптж ф0иое1р2а х0иеао ц0и1еа3_к ч0и1кеон2ау "
     "ш0т1е2уи_о ј0а_2ќн3о4киугс њ0е ѓ0еа1у ќ0еи"},
};
constexpr LetterTable kLatin[] = {
    {"en", false,
     "_1ta2oiscpw3bfmrhed4lngy5uv6jk7q a1ntlr2s_3cdim4vybgp5fukw7zx "
     "b0e1lu2aoiyr4_s5cm6jb7td c1oeaht2i3_lurk4c5ys7mpqbd d0_1ei2a3ous4r5ygd6vmnl7wfcbhj "
     "e0_1r2nsda3cltme4vp5xgwfiyq6ob7khu f0_1o2eiru3fat4l5y g0_1e2rhai3ous4nyl5g6mt "
     "h0e1a_i2o3t4r5uyn7swdlm i0n1t2socl3ermdvag4f_5pbz6kx7q j0uoe1a "
     "k0_e1i2s3na4g5wluoymv l0_1eli2aoy3dts4u5vf6k7cprbnm m0e1a_2iop3umbs4y6cr7nfl "
     "n0_1dtg2e3sacio5yfuvnml6k7jhq o1nr_f2um3ltwsp4vocd5gaib6ky7hej "
     "p1real2op_3iuth4sm6d7y q0u r0e1_2oias3ty4dmnkucr5gvl6pf7bw "
     "s0_1te2is3ouh4apc5yk6lm7wf t0h1_ie2o3arsy4ut5lw6mc7p u1rnst2lc3a_imdpebg6v7foyz "
     "v0ei2a3o6_y w0i1eaoh_3ns5rl6t7dfycw x0p_1t2iceha y0_1o3es5pmci6ntdbral z0ea1i2zl"},
    {"fr", false,
     "_1dl2pecas3mritunf4oqàévb5gjh7êyk a1n_i2trul3sgcvp4mb5d6yîfq7xjçhéïo "
     "b0l1rio2eau4s_éjt5â6bk c0o1eh2ita_3url4c5é6s7mèfqnpdyôkvâ d0e1_2iuaé3or5s6mè7gyn "
     "e0_1sn2rt3uml4c5xpai6zvf7dg f0io1a2fer_3slé4u6t g0e1iar2énu3ol_5sî6tèmg "
     "h0ea1io2é3u_n4yèr5âôt i1stno2elr_3cqm4vfagbdè5pé6x7ik j0eou2_3a4à k0_a1ie2o "
     "l0e1a_2il3ou4ést5è6y7àqdmcb m0e1ai2opm3éub_4ê5ès7nf n0t_1e2scd3aoiné4gu5fv6rç7qê "
     "o0n1u2rim3slpct4dbg5_f6vyq7ùojûeïwî p1aorel3péut4ih_s7ôèâêc q0u5_ "
     "r0e1_a2iost3ém4gcndr5èuv6fbp7êôklqy s0_2etiso3au4épc5qy6m7frèg "
     "t0_1ie2raé3osu4t5h6è7ycpô u1re_n2tsi3lxv4cmadp5bé6fgjo7hy v0e1ioa3ré5_u6êè "
     "w0i1w_oa2e x0_1i2pte3ca4é y0s1_e2pan3lo4réctm z0_2eo à0_ â0t1c2mlg ç0ao2u "
     "è0r1sm2gvt3cl4dnq é1_e2tsrc3gpmnldv4fq5ao6ébu7hj ê0tm3c î0t1n2l ï0d ô0tl1m ù0_ û0t"},
    {"ro", false,
     "_1cad2ps3imlfenoîrtu4vşb5gș6jď7zhţïț a0_1rt2lnc3smui4pdzbţ5vfgj6țş7ď "
     "b0i1uae2lor3s_4ă5yţbt6dâț c1aeuo2it3ărh_4l5âďc6ţ7țdkmv d0e1i2au_3or5ă6m7hsvâl "
     "e0_2ransl3cit4pmzgdxv5u6bfţşo7ejhď f0io1ea3ulr4ă_5tâ g0a1eiru3ă_o4lh5nď6îâ "
     "h0i1e2oan3_4zr i0_1n2tceil3ams4ovurzd5pbg6fţ7şj j0u1ao_2e3i4l k0_1ia2oe "
     "l0e_1aiu2o3tă6cd7lnţvďmbfz m0a1ei2p_uo3bnă4â6ţ7tsďhï n1t_e2iaud3cos4ăgţ5fvzț7lrşjďn "
     "o0r1n2alm_s3ctpdi4fbvgu6zxş7eţoțw p0re1ao2ult3i4ă_5s6ďâ7ţhp "
     "r0e1ia2_uo3t4măsc5ngdvb6â7pfţlzďî s0t1ie2aucp3_oă5fm6ď7hlî t0e1a_ir2uo3ă6âď7fhcln "
     "u1l_nr2it3mscp4abd5ţ6gzv7fşăxďț v0iae1o2_3ă4ur5ďâ6î w0e1naw x0ip1e2ct_a3u4ă y0_ "
     "z0ia1e2ău3ov_5b6âďlz â0nt2r3m4l ã0_ ă0_1r2t3sț4ţcmd5izulp6nvş7b ď0ż î0n2m5irlşt ï0_ "
     "ş0i1t2a3u4_oce ș0i1t ţ0i1e2aău4_ ț0i1ăa2e ż0_"},
    {"pl", false,
     "_1pw2szntdomk3jibcr4aulg5żfe6śh7ł a0_1n2rclłw3dkjtsmz4ćżp5bgńu6ś7fi "
     "b1yioa2er_uę3l4sn5jckół6bwą c0hz1i2jey3_ao4ku5óą6nę7tłbldsmcr "
     "d1zoa2_nye3url4skw5iłąpóbę6cjź7żmd e0_2jnsrgm3ckdlz4twż5pśbuń6łfa7oćź f0i1eao2u_3r "
     "g0o1r2aił3ul_d4óeną5ęw6mh h0_1o2a3in4ęwceur5yplm6ół "
     "i0e1_2aęc3ns4kąołlmuwi5tzdć6śrżń7jgpó j0e_1aą2i3sunęm4o5wcdś6r7kóbp "
     "k0i1ao_2tur4sócl5wąłę6nże7m l0ie1a2nuo3ks_4ą5ęctmwld6bpg7h "
     "m0_i1a2oyue3ó4pn5ęsc6lbł7kwm n0ia2yeo3t_4cdknąs5uę6gfów7zrżp "
     "o0_1w2dnrs3blcmpkśt4zgjż5ł6f7ńiao p0or2ia3e4ółul5y_ns6ęc7pkt "
     "r0za1o2ey3uó_4stwimdc5ngęk6ąpblż7ł s0t1zik2p3o_e4łaąycuw5ójn6sm7ęhfbdr "
     "t1aoey2r_óu3wkn4ę5ią6lł7vpztmhf u0_2rsjdn3żbctmp4klgz5wa6łś7ńćfe v0_i1enpa "
     "w0_1iay2oe3sn4łcó5rąpdz6kę7śut y0_1c2sm3nwłkj4ltdbpćzg5rśżń6f7oe "
     "z1eya_2in3okął4wcęudmp5tgjb6r7ósl ä0_ ą0_1cd2z3tgł4ćż5sp ć0_5m "
     "ę0_1dc2t3pk4sgżłl5bść6z ĺ0_ ł0oa_1y2ue4nkóą5pc6ęsż ń0s_1c ó0w1r2ł3djbc4lzż5tź6g "
     "ś0c1lć2wnrm_5p ź0n1l_2bwd ż0e1_y2ado3n4sląbuk5c"},
    {"lv", false,
     "_1p2asvitknu3dlmbj4grceš5zf6oīā7ēģļhķ a1s_r2itnu3mldp4vkjb5šzg6cņļ7žač "
     "b0a1iu2erūā3lī4ēok_5s6pjn7dv c0i1eī2_3aē4uoā5ht6prgs d1zai2eīour3_āē4s5ž6vm7nūb "
     "e1sn2mktrdi3_lvc4pšgjb5zžļa6hņeģ7ufāo f0oi1e2a3_4rluft g0a1uri2ās3lto4ū_5š6egmf "
     "h0on1eia2u3_ā i0e1_2srnkj3zltņ4dm5coāv6bgp7šafhķi j0au1ā2oi3eū4s5_6bē7dnī "
     "k0a1uāo2st3_lirļ4šv5c6med7npk l0a1i2īāēs3doevt4u_p5ngūm6kjlcrz "
     "m0_1a2uieāsē3o4ī5ūtp6nbmš7djrfvgwl n1_aeoāi2t3usī4dkē5cfg6v7lršmhz "
     "o1_t2snrmjd3šlpk4cbgvz5ģ6f7ņoeuižļa p0a1ir2ēāe3uo4slmt5_ī6dzgkūvn7ņšbjpļy "
     "r1_ai2eīoā3tusb4mēšdk5pnvgūzl6ķcģ s0_1t2ak3ip4eīuāoml5vnēs7ūcdhb "
     "t1i_aā2ueor3īs4vēnb5tkū6ldg7pzmhc u0_1nm2srz3dt4lkg5špv6cbj7āiueļaž "
     "v0ia1ē2eā3u_o4ī5sn6rp7vmkjdl w0_wai y0_t z1_iī2es3ēmvdtņāa4ugorn5clkp6zb7h "
     "ā0_2tsrkdjm3lc4pvnš5zbi6a7ļ č0uea ē1tjr2m_klcs3šd4ļg5nģķ6p7žv ģ0i1e2ē3ī "
     "ī0b1tgv2_ds3jm4škcpn5rlz6ņ7ļž ķ0i2īēe3u ļ0au1oi2_āū4īš ņ0a1ueē2āšoi5sd "
     "š0a1i2uo_ā3ķī4vl5snē6ņrpdkec ū0ts1r2d3kp4vš_ng5lcjz ž1aiāuo2e3_ēģīm"},
    {"de", false,
     "_1d2asuge3iwvhfzmbnr4kopjtl6ü7cö a0n1ult2rsm3fb_c4gha5pv6di b0e2i3u_rlaost4ü c0h3k "
     "d0e_1i2a3u4l5snr6ohc e0rn1_i2s3lcd4mhtg5bwu6fk7azv f1r_teü2ao3f4ulö5iäsb "
     "g0e1_2r3luisa4tk5gh h0e1t_a2rl3iu4onäö5kmswy i0en1ct2sg3o_hl4rm5dka6vfz7bi j0e1a2ä "
     "k0e1la2ou_3sirüt4ö l0e1il2_tas3uo4dkgbä6zön m0e_1ia3mop4ut5lsäüö "
     "n0_1d2get3sani4uz5fko6hmr7lü o0n1rl2d3_mhbszwct4pfu5og p0r1e2piafohl3u "
     "r0_1e2du3atskni4fblcgom5hürzäw7p s1_cet2ios3pa4u5fäkbwg6lömü "
     "t0_e2i3azrs4utloä5hüwf6gyp u0n2_sfr3ct4gme5lpbw6dh v0eo2i3ö4_ w0ei1a2oä3üu y0_ "
     "z0u1ei2_wt3k4bo ä0n1rth2clu3d ö0n1rfl2hsg ü0r1bh2nc3t"},
    {"es", false,
     "_1ade2lpcsm3qytu4rfvhinob5g6zj7x a0_1sr2ldnc3mt4bpq5yuoghv6ez b0a1liro2u3e_ "
     "c0oia2ertu3h4_5c d0e1ao2i3_4r5u e0_1ns2rl3cm4adgvx5tzjufb6eoip f1iaeou2r3t "
     "g0u1aore2i3n h0ao1i2eu i0n1d2eacso3rvlmtg_4pzb5fj j0oeu1ai l0a_1oe2i3l4tugd5msqf "
     "m0a1oeis2p3bu4g_n n0_1tad2eoi3c4gsu5njvfzmq o0_1srn2m3lt4cdb5pzqf6iy p0ar1eo2uil4ct "
     "q0u r0e1_aio3tm4rsdnuv5clp s0_1t2eaiu3o4pmc6d t0ea1oir3u_4n5blpc "
     "u0e1n2_is3arltm4cbdy5p v0iea2o x0tp y0_1ao z0ao_"},
    {"it", false,
     "_1ads2pcilme3nrftg4vubè5oq6hw7j a0_1nrl2t3mgzs4vicbdp5uf b0ie1rba2lo "
     "c0o1hai2ec3u4r_l d0ie1ao3u4_r5s e0_1rn2ls3mtc4gid5av6zxbwou f0ia1er2fo3u "
     "g0i1egl2rao3n4h_u h0ei1a2l3o i0_1n2oaslc3tme4vrug5zdbf6ùk l0_1aile2o3t5ucm6fg "
     "m0ai1eo2p3bm4us n1e_oti2cad3gzn4s5fv6uq o0_n2rl3stmc4gvp5bad6i p0ero1a2i3up q0u "
     "r0ei1ao2_3tnr4cmsduà5z6lvg s1tiaes2oc3_pu4m5h t0a1eiot2r3u_4à5è "
     "u0n1r2etsl3baoimpg4zdf v0eoi1a3v w0is z0ia1z2o à0_ è0_"},
    {"cs", false,
     "_1ps2nvazjko3mtdb4rú5čchužilf6eřg7wš a0_2kncvtj3džlsmr4hbz5čšři6fť "
     "b0oy1e2uýa3cli4ěínsá c0h1e2íio3ktn4_ d1noe2_ěýi3ruůysapl4káím5ézb "
     "e0_1n2md3zsclrjbč4tvhk5op6žňařegxš f0ioa g0a1ire h0o_2rnl3au4át5ů "
     "i0_1n2tcs3švdlk4mzáč5peaíž j0e1iía2snm3_4š k1oa_2téur3dyýláů4e5c "
     "l1iaeo2n_áu3é4ykst5mlůí m0_1ei2uíoaá3ě4éynt5ůbzž n1íae2oéiě_3áýyu4tkn5sc6žčfůz "
     "o0_1vd2usb3lrktzcj4nmphžč5g p0or1ř2al3e4něs5áié r0o1áa2e3uén4i_tyů5gsmč "
     "s0t1o2epvkl3_iam4ín5ycu t1eo_a2inr3ěuíyvá4ř5kéůl6s u0_2djt3pžlčhz4šmsnkr5cv "
     "v1o2_eáýaíi3šyněz4éurů5ld w0_ y0_2ltcs3b4pnš z0a1e2ánd3_pvibko4ul5tcšř "
     "á0v1_n2trlk3mdz4sřc5bpžš č0ni1e2laí3áo é0_1hm3n4tkvč ě0_1nl2tjcd3sž4km "
     "í0_1cm3s4lthzkdrn5vp ň0_ ř0eí1i2s3a š0e1íti2n3šo ť0_ ú0z1čst ů0_m1s2vzl ý0_cm1t4dzk "
     "ž0ed1_i2n3íáau"},
    {"sk", false,
     "_1psa2vnkz3mortbdj4huicľ5účžle6fš7gď a0_2njkd3lmvžtťr4scbzu5hč6ši "
     "b0o1ye2ari3nu4l_ád c0h1i2ek3u_ont4a d1one2iauý3z_rlys4mákbô5pčchľé "
     "e0_1n2dj3mlstrbľ4kzhcšo5pč6uďvžť f0a1ioe_ľ g0iu1a h0_o1r2la3nľu4ýtykí "
     "i0_1ean3clstvkť4dum5rjžá6zi j0e_2nú3tuaíi4modv k0o1_a2tuýy3leré4áú5c "
     "l0a1oei2_n3áyt4uíf5s m0_i1eá2ao3u4yô5íýntb n1aieo2ýáé3_íuy4tknsú5fd6cmž "
     "o1_vd2smrb3lzjcknt4čupž5hľ6fo p0ro2le3ain4uô5s r0o1eaá2i3u4í_ýn5gsémvžy6ódpc "
     "s0t1ak2plo3v_iť4múen5íc t1oie2rnau3_ávkýú4íyls u0_2dpjtž3sm4rklczn5č "
     "v1oa_e2yinš3zý4éálu5ôsíú y0_2ťšh3stc4kvčub z1aá2di_pen3bhvmol4ukš "
     "á0v_1r2kt3cnds4mžšlhzupj č0in1a2eolu3k ď0_a é0_1hm í0_1mv2kn3scrtp ľ0au1_3mns ň0o_ "
     "ó0pn ô0ž1jsľ š0e1tií2anš3opl ť0_1a ú0_1ct2pdčr3s ý0_cm3k4sl ž0de1i2_ík3ušna"},
    {"hr", false,
     "_1s2pindkou3jbamtvg4lzrchč5šf6ećž a0_1n2tlk3mvjdrzo4sgžc5pčš6uđhćb b0i1roe2nual3y "
     "c0i1aeo_2u3h d1ao_i2reu3jns4vbl e0_2ntlr3skmdg4zcpvć5jšbažo6čfh f0i1l "
     "g0_1oar2uil3e4d h0_r1oe2l i0_1j2ntm3lsrkvozč4hcćšd5g6fpib j0ea2iu3_5sovn "
     "k0oa2i_3euvcr4tsl l0ia1jo2e3_u4nt5m m0_1ao2ie3jl4usmb n0a1ioj2e_3tu4dsv5ckgz "
     "o0_2drvnsgmj3tbl4pžkš5hđ6coëz p0or2ai3elt4_nu r0a1eio2_3nuv4žbgstz5mkšhc "
     "s0t1e2kv_aup3o4inlcm t0i1aeo2_rvu3skn5pl u0_2rd3kmlnbptć4jzsgžč5v v0a1ieo2r3n_lu4jc "
     "z0a1in2_obe3uvd ć0ei1a_ č0ie1kna2u đ0ea š1ietnk2a ž0e1nia"},
    {"tr", false,
     "_2abvhkidy3sgtmeo4öüfş5çunzrpc6lý7ı a1r_n2klym3sthd4şbzpiç5ğcv6fa b0i1aue2ü4oö5ı "
     "c0ea1i2urı3üý d0ea1iı3uoü4ý5öd e0_1rt2nkls3ymd4şğc5vzf6bçh f0ai1_2oıe3u "
     "g0e1iö2uüa3ı h0a1ei2ü3sı4_turn5mhk i1_nlr2y3şmktçzs4ğ5dhcb6vfpi "
     "k0_1ael2iı3kotu4üs5rö6mfýpâ l0ae1i2_mı3lud4ýüg5kt6syv m0ae1i_2l3us4üı5ýd6o "
     "n0_1d2aeıi3lum4cst5ýüng6yrço o0l1r2snğ3ptck4_fmş p1lır_i2oat3m "
     "r0_1i2eaıld3ukmü4tsýşr5oçnb6h7öv s0i1aı2eto_3yuý4ül5kpn t0i1ea_2lıü3umo4ýt5ksç "
     "u1_nlr2mykğ3t4svaş5zç v0e1a3ilu4cü y0a1e2lı3ogrýü4unski5fdö_ z0_1iead2l3mı "
     "ç0i1ea_ı2o3bml ğ0iu1reı2l3am ı0n_1r2lş3km4yzstğ5d ö0n1rğzl3dys ş1_maı2iekt3bl4v "
     "ü0r1n_2lmtzk3ycs4dğfv ý0_n1l2kmr3df"},
    {"pt", false,
     "_1da2epcsno3mftqv4rilubg5jéh6àá7zw a0_2rsldm3nict4çgo5bfvp6uzí7j b0r1oe2luaisé3_ "
     "c0o1aei2rh3ut4l5pê d0eao2i5máug e0_1sn2rm3cli4utgax5vfjzd6ebp7qç f0oei1a2ru "
     "g0o1urea2i4ntl h0oae1i3ár i1nas2dcortm3l_çg4bzvf5áx6pu j0u1aoe2má "
     "l0i1_e2hao3tígá4vépuõlm m0_a1e2iop3ub5náéí n0t1ao2dsi3cehçgã4fu5óv_í "
     "o0_1s2rnm3ucl4vbg5dpa6tfoiej p0ear1o3l4iú_ q0u r1ea_io2m3t4gndrv5ácsu6í "
     "s0_1te2so3ai4cupã6ámõí t0e1aori2u4ó5ã_ê u0e1m2i_nartsl3dc4p5çí v0ei1ao3á w0ae x0ei "
     "z0_a1eo à0s_ á0r_2gvts ã0o ç0ãa2õo é0_m2d ê0_n í0vs1n2tl ó0rml õ0e"},
    {"hu", false,
     "_1a2kstmeh3fvnébi4álrpgjcdu5oö6íü7óz a0_2lntkz3rmgipsd4jh5bu6c b0e1ab2_oi3ulsá4rüö "
     "c0si1ah2_o d1iaeéo2á3_juő4õvn e1ltn2rkgs_m3z4ivjd5hfpo6cuab f0eo2éüai3l "
     "g0y1_2aáei3or4ghjé5vlösb h0aoe1á3ií4énh i0_1n2skt3lgar4zómádpch5vo j0á1ea2tüól3nöu "
     "k0_1ea2oié3öurá4tnük5síb l1_ea2ylt3iéáóog4kmsnjővõ5döuh m0e1ia2_áoép3bz4ruûsű "
     "n0_1ty2eadi3éo4knágs5özbõhf o1lrngs2tkmz3v4bd5_ p1oaeá2ri3_ülíhupc "
     "r1ea2to_iás3md4õővpöcgbóür5úknhé s0z_2éáe3asto4nvő5úpiüruõkcíb "
     "t0_1e2atéá3oió4uöjskr5vőlíc6üpmú u0s1tklm2dg3in_ v0ea1áo2éi y0_1ea2ib3sohéu4zníák "
     "z0e1_t2éoi3asödá4üníókz5bőmrõh á1rlns2tg3b4c_kjzmv5d é0s1gn2klrt3pbm4v5hz í0tr1v2np "
     "ó0_1sk2rld3mijb ô0_ ö0r1nz2kvsg3tb õ0_1tl ő1_lsk2trd ú0_1l û0_v ü0lk2rgs ű0v"},
    {"lt", false,
     "_1t2pksianvb3jdlįžmg4rš5yoeu6fc7z a1si2url_nmt3vd4pcgž5kbšč7j b1ūea2uioė3t4lrę_są "
     "c0i1e2h3_ d0a1i_2žoė3ruey e0i1nk_2srt3lmg4šp5vdb6čžajfc f0o1eaik "
     "g0a1iu2ryoe3ąd4_ėzt5ų i1s_n2emrak3ojųš4tlgup5dz6vąb7čžū j0oa1ie2ų3uą "
     "k0ia2ouvl3_st4yerėąūš5d6ųm l0ia2yt3_sgoen4ąėdįub m0oa2ieą3su_ųė5t6pyždb "
     "n1iate2ėo3kugd4sčyę5_ąįųf o0_1s2mkgrtjn3cd4l5v6bf p0ar2i_e3st4luo5vž "
     "r0i_1a2et3boyu4spdė5gąį6ųūmvnk s0_1i2tua3ękv4omleė5ąn6pų t0i1aeu2o3_yųr4sėvą5ūl6į "
     "u1sr_o2mt3gdknv4ližp5j6c v0ia1e2oy3ėę5_u y1bmrt2vgsk3n4dp_čj z0a1duiv ą0_4ljž č0i2_ "
     "ė0s_1j2mlt3d4rv ę0_ į0_s3vrgk š0k1i_a2t3sver4lo ū0tr2spd ų0_3j ž0im2ev3a4no_"},
    {"et", false,
     "_1k2vasteojmp3inrhl4õü5fud6ä7bcg a0_1l2sdt3manrbvkh4gjui5ep6o7f b0a_1ie4ru "
     "d0_a1ue2i3s4lm5r6d e0_1ls2etn3imkrdg4avh5ob6p7u f0l1iaou g0au1i2e_3r4ln "
     "h1aetiu2o3väkj4ü i1_sn2gmkdtl3i4aro5e6vubp7jh j0a1u2ä3o4e k1uoas2ie_3õk4äütrl5m6pv "
     "l0e1i_2atul3dmg4js5onäõ6hüvk m0ai1e2uõ3_4äomb6ülk n1ied_2anu3g4tsä5õvko6f "
     "o0n1ol2rmhs3t4_gkid5bp6evj p1eioa2õäsru4pltü r0ia1e2vd3ogjurtk4s_b5ämõ "
     "s0et1_2iau4ksoü5lvmõ6p t0_e1ua2is3o4tlör5äü6õkmv7p u0s2_dtlu3mnr4kbivh5agp6j "
     "v0aõ1e2iä3u4_5os ä0r1äi2el3stbhnkd4p ö0ö1_d2tp õ0i2rht3nlue4õp5d ü0l1hdüs2nk3pmrg"},
    {"sr", false,
     "_1sp2inodkuj3mbvzrat4g5lfčšehc6ž7ć a0_2nvr3lktdjsm4zocč5pgšf6žubđ7ćh "
     "b0i1oea2rul3jn4_6z7d c0i1ea2_u3r4h6o d0a1_ein2or3us4žv5mlb6g7j "
     "e0_1n2drl3mtks4gvzđ5ošćbčpž6cj7afuhi f0i1osrea2l4u_ g1_roa2lune3i4d5c6zm7vts "
     "h0_1o2aeirv3u5sntl i0_2mjn3lztskvcohč4ršd5gćp6b7žfia j0e1au2i_3o4ns5vk6d7mčš "
     "k0oa2ieur_3tl4vs5n6c7mb l0i1ajoe3nu4_5tbs6kl7mdcgvrf m0_a1eo2i3u4lnp5b6srjm7cfd "
     "n0a1ioj2e_3us4t5dgc6kz7frlpč o1_v2djsmrg3nblt4kpš5zžč6cđihć7fau "
     "p0ro2ae3iul4_št5s6nkjc7h r0a1eio2u3_s4nvžtš5kmgbd6zlcph7đfč "
     "s0t1ek2auvil3n_4pomr6ch7s t0a1ioe2ru_v3n4ks5p6h7ljč "
     "u0_3dnstčpjgrl4žkmćbšz5vh6đo7caif v0a1eoi2rn3lu4_5sj6c7kgšt w0_ x0_vi y0_ "
     "z0a1in2_ve3bloum4rdg7j ć0ei1_a2u3n4o č0i1eank3olu4v_j đ0eu1a3io "
     "š0t1e2ikan3lć_4u5v6op ž0iea2n3ob4_du5j"},
    {"ru", true,
     "_1p2svniok3dtmbezrcu4gla5y6fjh a0_2tlnskzv3mr4edycib5gjpuh b0y1oe2lrius3a4nk5v_hj6m "
     "c0h3i4e6y_a d1eaoi2nu_3yrl4sv5ktzm6d7pg e0_1nt2rslm3dkgz4yvecjbi5po6h7afu "
     "f0eoi2ra3flu g0o2aridl3_ue4n6sk h0e1_ia2nto3cdu4k5ls6vr7ygb "
     "i0_2tanlm3skiezyvc4urdh5jo6gbp7f j0a_2ed3nio4sc k0o1a_h2i3urt4les5n6vz7k "
     "l1io_ea2yn3us4zkj5l6dtm7gc m0_1eoi2au3ny5pjl6sbk7mc n1oiae2y_3nu4ts5jkd6cgf7vr "
     "o0_2vsdtlrgn3mbze4iykcjp7fo p0or2ea3li4uy5p6t_ns r0a1oei2u3y_4sntvm5jgkzd6pl7rchf "
     "s0t1h2_eio3klyvcpa4ujns5mr7d t0_1o2easivr3yu4nk7ljcmpt "
     "u0_1s2dtc3bgrlkpz4myvnj5iaue6h v1o_ae2yis3nl4ur5ztkp6m7djvc "
     "y0a_2u3lmetskyv4hij5nrc6bzpdo z0ha2n_3dvyom4euilgrb5k6z7j"},
    {"uk", true,
     "_1p2svzntdik3mrbouy4achlj5gfe a0_2ntklv3srmdzy4chibjp5g6u7fo "
     "b1uoi2ealry3_n4mh5st6kv7jdc c0h1i4e_j6a d1oi2ayne_u3lr4zksvp5mcb6dtj7gh "
     "e0_1nr2t3zdsmklv4ycb5jopig6hfa7x f0oi1e2ar3_4uls g0o1ar2i3ul4e_n5ytk6ms "
     "h1o_ea2yin3ucl4hrkt5v6d7bm i0_2nsadv3tlyjkzu4mhicer5bo6p7gf j0a1ui_2e3n4o5s6dmt7cz "
     "k0o1hai2yu_r3lt4se5vn7ck l0i1yao2e_3nju4sk5t6lv7mdhg m1_iaou2ye4pn5lk6s7bvrtmcôj "
     "n1aioy2ne3_uts4jk5d6c7fh o1_2vsrmdb3zlnghtky4picj6fe7oa p0or1e2ia3ly4u_5nt6s7khp "
     "r0o1aiey2u3_ts4mnk5zgdv6jhcl7bp s0t1hi2yk_3oevplnua4cj6m7srf t1sayio_2eur4vknt5j6lm "
     "u0_2vtd3kscrlzm4pynjbi5h6a7g v1i_aoy2n3esl4ukz5cdt6prv7mhjb x0pv "
     "y0_1a2uisknt3vmey4lchrz5dopb7f z0ha1_2n3viuom4edrybkp5ls6gt7jz"},
};
// clang-format on

}  // namespace

std::span<const LetterTable> CyrillicTables() { return kCyrillic; }
std::span<const LetterTable> LatinTables() { return kLatin; }

}  // namespace varta
