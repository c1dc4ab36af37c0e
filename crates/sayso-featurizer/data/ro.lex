# Romanian cue lexicon. Diacritics are folded when a text is read, so both spellings of ș and ț, and text without
# diacritics, match.
#
# [ro-verb CLASS ...]  one verb a line: its infinitive, with /ez or /esc where the present has that suffix ("lucra/ez",
#                      "citi/esc", "verifica"), or present singular, present plural, participle, gerund ("-" for none).
# [word CLASS ...] and [phrase CLASS] as in the English file.

# ---------------------------------------------------------------- reporting verbs
[ro-verb say]
declară declară declarat declarând
spune spun spus spunând
zice zic zis zicând
afirmă afirmă afirmat afirmând
susține susțin susținut susținând
precizează precizează precizat precizând
menționează menționează menționat menționând
anunță anunță anunțat anunțând
adaugă adaugă adăugat adăugând
explică explică explicat explicând
arată arată arătat arătând
subliniază subliniază subliniat subliniind
transmite transmit transmis transmițând
relatează relatează relatat relatând
informează informează informat informând
comunică comunică comunicat comunicând
scrie scriu scris scriind
notează notează notat notând
amintește amintesc amintit amintind
reamintește reamintesc reamintit reamintind
povestește povestesc povestit povestind
mărturisește mărturisesc mărturisit mărturisind
recunoaște recunosc recunoscut recunoscând
admite admit admis admițând
confirmă confirmă confirmat confirmând
dezvăluie dezvăluie dezvăluit dezvăluind
răspunde răspund răspuns răspunzând
replică replică replicat replicând
punctează punctează punctat punctând
accentuează accentuează accentuat accentuând
avertizează avertizează avertizat avertizând
estimează estimează estimat estimând
apreciază apreciază apreciat apreciind
consideră consideră considerat considerând
opinează opinează opinat opinând
conchide conchid conchis conchizând
concluzionează concluzionează concluzionat concluzionând
sugerează sugerează sugerat sugerând
insinuează insinuează insinuat insinuând
reclamă reclamă reclamat reclamând
semnalează semnalează semnalat semnalând
remarcă remarcă remarcat remarcând
observă observă observat observând
detaliază detaliază detaliat detaliind
completează completează completat completând
continuă continuă continuat continuând
insistă insistă insistat insistând
repetă repetă repetat repetând
exclamă exclamă exclamat exclamând
glumește glumesc glumit glumind
ironizează ironizează ironizat ironizând
strigă strigă strigat strigând
șoptește șoptesc șoptit șoptind
oftează oftează oftat oftând
tună tună tunat tunând
postează postează postat postând
citează citează citat citând
raportează raportează raportat raportând
titrează titrează titrat titrând
rezumă rezumă rezumat rezumând
descrie descriu descris descriind
caracterizează caracterizează caracterizat caracterizând
prezice prezic prezis prezicând
prognozează prognozează prognozat prognozând
specifică specifică specificat specificând
clarifică clarifică clarificat clarificând
lămurește lămuresc lămurit lămurind
evocă evocă evocat evocând
relevă relevă relevat relevând
reiterează reiterează reiterat reiterând
argumentează argumentează argumentat argumentând
pretinde pretind pretins pretinzând
invocă invocă invocat invocând
vorbește vorbesc vorbit vorbind
plânge plâng plâns plângându
atenționează atenționează atenționat atenționând
reproșează reproșează reproșat reproșând
# ---------------------------------------------------------------- attitudes
[ro-verb attitude]
crede cred crezut crezând
speră speră sperat sperând
teme tem temut temând
dorește doresc dorit dorind
vrea - vrut vrând
intenționează intenționează intenționat intenționând
așteaptă așteaptă așteptat așteptând
presupune presupun presupus presupunând
bănuiește bănuiesc bănuit bănuind
știe știu știut știind
regretă regretă regretat regretând
preferă preferă preferat preferând
mizează mizează mizat mizând
pare par părut părând
consideră consideră considerat considerând
vede văd văzut văzând
simte simt simțit simțind
plănuiește plănuiesc plănuit plănuind
îngrijorează îngrijorează îngrijorat îngrijorând
mulțumește mulțumesc mulțumit mulțumind
# ---------------------------------------------------------------- commitments, attitudes to others
[ro-verb urge]
cere cer cerut cerând
solicită solicită solicitat solicitând
îndeamnă îndeamnă îndemnat îndemnând
acuză acuză acuzat acuzând
critică critică criticat criticând
condamnă condamnă condamnat condamnând
laudă laudă lăudat lăudând
promite promit promis promițând
amenință amenință amenințat amenințând
recomandă recomandă recomandat recomandând
propune propun propus propunând
denunță denunță denunțat denunțând
salută salută salutat salutând
felicită felicită felicitat felicitând
învinuiește învinuiesc învinuit învinuind
învinovățește învinovățesc învinovățit învinovățind
impută impută imputat imputând
atacă atacă atacat atacând
apără apără apărat apărând
susține susțin susținut susținând
pledează pledează pledat pledând
cheamă cheamă chemat chemând
protestează protestează protestat protestând
contestă contestă contestat contestând
exprimă exprimă exprimat exprimând
jură jură jurat jurând
roagă roagă rugat rugând
întreabă întreabă întrebat întrebând
angajează angajează angajat angajând
# ---------------------------------------------------------------- documents
[ro-verb show]
arată arată arătat arătând
indică indică indicat indicând
relevă relevă relevat relevând
reiese reies reieșit reieșind
rezultă rezultă rezultat rezultând
constată constată constatat constatând
stabilește stabilesc stabilit stabilind
prevede prevăd prevăzut prevăzând
demonstrează demonstrează demonstrat demonstrând
dezvăluie dezvăluie dezvăluit dezvăluind
# ---------------------------------------------------------------- acts of announcing
[ro-verb announce]
lansează lansează lansat lansând
publică publică publicat publicând
emite emit emis emițând
prezintă prezintă prezentat prezentând
# ---------------------------------------------------------------- speech without content
[ro-verb speak]
discută discută discutat discutând
întâlnește întâlnesc întâlnit întâlnind
dialoghează dialoghează dialogat dialogând
negociază negociază negociat negociind
dezbate dezbat dezbătut dezbătând
comentează comentează comentat comentând
# ---------------------------------------------------------------- denial
[ro-verb deny]
neagă neagă negat negând
dezminte dezmint dezmințit dezmințind
respinge resping respins respingând
contestă contestă contestat contestând
infirmă infirmă infirmat infirmând
contrazice contrazic contrazis contrazicând
demontează demontează demontat demontând
tăgăduiește tăgăduiesc tăgăduit tăgăduind
[ro-verb decline]
refuză refuză refuzat refuzând
evită evită evitat evitând
# ---------------------------------------------------------------- state
[ro-verb state]
rămâne rămân rămas rămânând
cuprinde cuprind cuprins cuprinzând
include includ inclus incluzând
conține conțin conținut conținând
aparține aparțin aparținut aparținând
deține dețin deținut deținând
locuiește locuiesc locuit locuind
trăiește trăiesc trăit trăind
reprezintă reprezintă reprezentat reprezentând
constituie constituie constituit constituind
există există existat existând
numără numără numărat numărând
măsoară măsoară măsurat măsurând
află află aflat aflând
înseamnă înseamnă însemnat însemnând
[ro-verb bio]
absolvă absolvă absolvit absolvind
studiază studiază studiat studiind
lucrează lucrează lucrat lucrând
fondează fondează fondat fondând
înființează înființează înființat înființând
conduce conduc condus conducând
debutează debutează debutat debutând
naște nasc născut născând
căsătorește căsătoresc căsătorit căsătorind
pensionează pensionează pensionat pensionând
crește cresc crescut crescând
câștigă câștigă câștigat câștigând
# ---------------------------------------------------------------- events
[ro-verb event]
moare mor murit murind
ucide ucid ucis ucigând
rănește rănesc rănit rănind
arestează arestează arestat arestând
reține rețin reținut reținând
demisionează demisionează demisionat demisionând
votează votează votat votând
aprobă aprobă aprobat aprobând
semnează semnează semnat semnând
începe încep început începând
deschide deschid deschis deschizând
închide închid închis închizând
ajunge ajung ajuns ajungând
pleacă pleacă plecat plecând
lovește lovesc lovit lovind
scade scad scăzut scăzând
urcă urcă urcat urcând
pierde pierd pierdut pierzând
numește numesc numit numind
alege aleg ales alegând
trimite trimit trimis trimițând
cumpără cumpără cumpărat cumpărând
vinde vând vândut vânzând
decide decid decis decizând
hotărăște hotărăsc hotărât hotărând
adoptă adoptă adoptat adoptând
salvează salvează salvat salvând
produce produc produs producând
cade cad căzut căzând
intră intră intrat intrând
vizitează vizitează vizitat vizitând
amână amână amânat amânând
suspendă suspendă suspendat suspendând
amendează amendează amendat amendând
evacuează evacuează evacuat evacuând
primește primesc primit primind
oferă oferă oferit oferind
# ---------------------------------------------------------------- other verbs
[ro-verb other]
invita
face fac făcut făcând
dă dau dat dând
ia iau luat luând
merge merg mers mergând
vine vin venit venind
poate pot putut putând
trebuie trebuie trebuit -
folosește folosesc folosit folosind
găsește găsesc găsit găsind
pune pun pus punând
lasă lasă lăsat lăsând
ține țin ținut ținând
joacă joacă jucat jucând
devine devin devenit devenind
are au avut având
este sunt fost fiind
participă participă participat participând
apare apar apărut apărând
afectează afectează afectat afectând
costă costă costat costând
oprește opresc oprit oprind
pornește pornesc pornit pornind
duce duc dus ducând
aduce aduc adus aducând
realizează realizează realizat realizând
plătește plătesc plătit plătind
obține obțin obținut obținând
pregătește pregătesc pregătit pregătind
organizează organizează organizat organizând
scoate scot scos scoțând
# ---------------------------------------------------------------- more verbs, by infinitive
[ro-verb say]
cita
susura
bombăne bombăn bombănit bombănind
pomeni/esc
rosti/esc
destăinuie destăinuie destăinuit destăinuind
divulga
consemna/ez
preciza/ez
aminti/esc
semnala/ez
indica
glosa/ez
nota/ez
statua/ez
constata
concluziona/ez
puncta/ez
conta/ez
intervine intervin intervenit intervenind
reacționa/ez
ripostează ripostează ripostat ripostând
certifica
atesta
califica
etichetează etichetează etichetat etichetând
avertiza/ez
previne previn prevenit prevenind
explicita/ez
justifica
motiva/ez
clama/ez
deplânge deplâng deplâns deplângând
tuitează tuitează tuitat tuitând
[ro-verb attitude]
aprecia/ez
estima/ez
anticipa/ez
prevede prevăd prevăzut prevăzând
preconiza/ez
spera
regreta
deplora
gândi/esc
socoti/esc
bucura
îndoi/esc
admira
aștepta
năzui/esc
râvni/esc
ambiționa/ez
pregăti/esc
viza/ez
urmări/esc
plănui/esc
dori/esc
urăște urăsc urât urând
agrea/ez
accepta
refuza
respecta
[ro-verb urge]
recomanda
sfătui/esc
îndemna
chema
cere cer cerut cerând
pretinde pretind pretins pretinzând
milita/ez
sprijină sprijină sprijinit sprijinind
susține susțin susținut susținând
revendica
sancționa/ez
dojeni/esc
mustra
taxa/ez
ataca
ridiculiza/ez
elogia/ez
aplauda
îmbrățișa/ez
încuraja/ez
promite promit promis promițând
garanta/ez
obliga
impune impun impus impunând
interzice interzic interzis interzicând
dispune dispun dispus dispunând
ordona
cataloga/ez
blama/ez
incrimina/ez
suspecta/ez
bănui/esc
[ro-verb show]
releva
sugera/ez
evidenția/ez
atesta
dovedi/esc
consemna/ez
plasa/ez
cuantifica
stipula/ez
[ro-verb announce]
anunța
publica
lansa/ez
difuza/ez
posta/ez
comunica
inaugura/ez
dezvălui dezvăluie dezvăluit dezvăluind
prezenta
[ro-verb speak]
conversa/ez
consulta
dialoga/ez
întreba
vorbi/esc
participa
audia/ez
[ro-verb deny]
nega
infirma
respinge resping respins respingând
combate combat combătut combătând
dezice dezic dezis dezicând
repudia/ez
[ro-verb decline]
refuza
evita
eschiva/ez
ezita
[ro-verb state]
deține dețin deținut deținând
dispune dispun dispus dispunând

exista

găzdui/esc
adăposti/esc
acoperă acoperă acoperit acoperind
cuprinde cuprind cuprins cuprinzând
ocupa
costa
cântări/esc
dura/ez
figura/ez
funcționa/ez
aparține aparțin aparținut aparținând
depinde depind depins depinzând
constă constau constat constând
implica
presupune presupun presupus presupunând
permite permit permis permițând
prevede prevăd prevăzut prevăzând
reglementa/ez
asigura
necesita
întinde întind întins întinzând
străbate străbat străbătut străbătând
înconjura
traversa/ez
leagă leagă legat legând
domina
caracteriza/ez
distinge disting distins distingând
simboliza/ez
întruchipa/ez
aminti/esc
păstra/ez
conserva
provine provin provenit provenind

conta/ez
depăși/esc
echivala/ez
corespunde corespund corespuns corespunzând
figura/ez
trăi/esc
locui/esc
stă stau stat stând
zace zac zăcut zăcând
merita
lipsi/esc
rămâne rămân rămas rămânând
deservi/esc
administra/ez
gestiona/ez
coordona/ez
produce produc produs producând
exporta
importa
cultiva
hrăni/esc
folosi/esc
utiliza/ez
purta
ține țin ținut ținând
[ro-verb bio]
absolvă absolvă absolvit absolvind
studia/ez
preda
activa/ez
lucra/ez
debuta/ez
fonda/ez
înființa/ez
ctitori/esc
conduce conduc condus conducând
prezida/ez
căsători/esc
naște nasc născut născând
înmormânta/ez
boteza
hirotoni/esc
călugări/esc
picta/ez
compune compun compus compunând
scrie scriu scris scriind
redacta/ez
traduce traduc tradus traducând
regiza/ez
consacra
pensiona/ez
emigra/ez
specializa/ez
antrena/ez
milita/ez
domni/esc
guverna/ez
moșteni/esc
[ro-verb event]
arunca
avaria/ez
prăbuși/esc
răsturna
izbucni/esc
exploda/ez
incendia/ez
distruge distrug distrus distrugând
demola/ez
dărâma
ceda/ez
inunda
rupe rup rupt rupând
sparge sparg spart spărgând
fura
jefui/esc
tâlhări/esc
înșela/ez
agresa/ez
bate bat bătut bătând
înjunghia
împușca
răpi/esc
căuta
descoperă descoperă descoperit descoperind
găsi/esc
identifica
depista/ez
prinde prind prins prinzând
percheziționa/ez
confisca
captura/ez
condamna
achita
judeca
trimite trimit trimis trimițând
inculpa
cerceta/ez
ancheta/ez
verifica
controla/ez
sesiza/ez
amenda/ez
suspenda
demite demit demis demițând
destituie destituie destituit destituind
revoca
schimba
înlocui/esc
numi/esc
desemna/ez
învesti/esc
alege aleg ales alegând
vota/ez
adopta
aproba
promulga
abroga
modifica
majora/ez
reduce reduc redus reducând
scade scad scăzut scăzând
scumpi/esc
ieftini/esc
diminua/ez
spori/esc
dubla/ez
tripla/ez
stagna/ez
înregistra/ez
totaliza/ez
atinge ating atins atingând
coboară coboară coborât coborând
urca
cade cad căzut căzând
vinde vând vândut vânzând
cumpăra
achiziționa/ez
investi/esc
împrumuta
finanța/ez
aloca
acorda
plăti/esc
restituie restituie restituit restituind
recupera/ez
datora/ez
falimenta/ez
închide închid închis închizând
deschide deschid deschis deschizând
redeschide redeschid redeschis redeschizând
bloca/ez
opri/esc
reia reiau reluat reluând
amâna
anula/ez
întrerupe întrerup întrerupt întrerupând
prelungi/esc
devia/ez
evacua/ez
salva/ez
interna/ez
opera/ez
transporta
transfera
muta
repatria/ez
expulza/ez
extrăda/ez
revine revin revenit revenind
sosi/esc
ateriza/ez
decola/ez
porni/esc
continua
încheia
finaliza/ez
termina
demara/ez
debuta/ez
începe încep început începând
semna/ez
ratifica
parafa/ez
învinge înving învins învingând
pierde pierd pierdut pierzând
remiza/ez
egala/ez
marca/ez
înscrie înscriu înscris înscriind
califica
elimina
promova/ez
retrograda/ez
transfera
cuceri/esc
disputa
întâlni/esc
înfrunta
ataca
bombarda/ez
ocupa
elibera/ez
ucide ucid ucis ucigând
răni/esc
dispare dispar dispărut dispărând
manifesta
demonstra/ez
protesta/ez
pichetează pichetează pichetat pichetând
depune depun depus depunând
înainta/ez
contesta
câștiga
primi/esc
vizita/ez
participa
aniversa/ez
sărbători/esc
comemora/ez
dezveli/esc
inaugura/ez
premia/ez
decora/ez
distinge disting distins distingând
lansa/ez
construi/esc
moderniza/ez
reabilita/ez
repara
asfalta/ez
extinde extind extins extinzând
amplasa/ez
monta/ez
instala/ez
conecta/ez
introduce introduc introdus introducând
[ro-verb other]
face fac făcut făcând
poate pot putut putând
trebuie trebuie trebuit trebuind
urma/ez
ajunge ajung ajuns ajungând
începe încep început începând
încerca
reuși/esc
izbuti/esc
cunoaște cunosc cunoscut cunoscând
știe știu știut știind
vede văd văzut văzând
aude aud auzit auzind
privi/esc
asculta
citi/esc
mănâncă mănâncă mâncat mâncând
bea beau băut bând
doarme dorm dormit dormind
merge merg mers mergând
alerga
trece trec trecut trecând
întoarce întorc întors întorcând
iese ies ieșit ieșind
intra
urca
sare sar sărit sărind
cânta
dansa/ez
râde râd râs râzând
plânge plâng plâns plângând
zâmbi/esc
trage trag tras trăgând
împinge împing împins împingând
ridica
ia iau luat luând
dă dau dat dând
dărui/esc
strânge strâng strâns strângând
aduna
împarte împart împărțit împărțind
ascunde ascund ascuns ascunzând
acoperă acoperă acoperit acoperind
descurca
ajuta
sprijină sprijină sprijinit sprijinind
contribuie contribuie contribuit contribuind
servi/esc
lucra/ez
munci/esc
învăța
pune pun pus punând
așeza
scoate scot scos scoțând
duce duc dus ducând
aduce aduc adus aducând
purta
preia preiau preluat preluând
asuma
confrunta
suferă suferă suferit suferind
rezista
supraviețui/esc
transforma
devine devin devenit devenind
evolua/ez
dezvolta
îmbunătăți/esc
agrava/ez
înrăutăți/esc
crea/ez
genera/ez
provoca
cauza/ez
determina
influența/ez
afecta/ez
împiedica
favoriza/ez
stimula/ez
reflecta
înțelege înțeleg înțeles înțelegând
simte simt simțit simțind
uita
aminti/esc
schimba
deosebi/esc
compara
aplica
respecta
încălca
beneficia/ez
convine convin convenit convenind
ține țin ținut ținând
judeca
umple umplu umplut umplând
goli/esc
fierbe fierb fiert fierbând
coace coc copt cocând
taie taie tăiat tăind
găti/esc
curăța
spăla
aștepta
petrece petrec petrecut petrecând
bucura
întâmpla
desfășura
derula/ez
suna
chema
telefona/ez
filma/ez
fotografia/ez
înregistra/ez
menține mențin menținut menținând
susține susțin susținut susținând
adăuga
pregăti/esc
planifica
proiecta/ez
desena/ez
# ---------------------------------------------------------------- function words
[word be]
este sunt e era erau fost fi fiind eram suntem
[word have]
are au avea aveau avut am ați
[word modal]
va vor voi vom veți poate pot putea putut ar aș trebuie
[word clitic]
se s își îl l îi i le li o ne m mă îmi mi îți ți te ni vi
[word hadaux]
fusese fuseseră avusese avuseseră
[word hasaux]
a au am ați
[word wasaux]
era erau fusese
[word isaux]
este sunt e
[word pron3]
el ea ei ele acesta aceasta aceștia acestea dânsul dânsa
[word person3]
el ea ei ele acesta aceasta aceștia
[word pron12]
eu noi tu voi mă ne vă te meu mea mei mele nostru noastră noștri noastre îmi ne-am m-am mie nouă am avem vrem suntem
[word poss]
său sa săi sale lui lor
[word det]
un o unei unui acest această acești aceste fiecare orice toate toți
[word prep]
de în la pe din cu pentru prin despre către spre sub peste lângă după înainte între împotriva fără până asupra contra
[word subord]
când dacă deși deoarece pentru întrucât fiindcă căci până după încât
[word rel]
care cărei cărui căror ce unde
[word that]
că
[word coord]
și dar iar sau însă ori nici
[word neg]
nu n nici niciun nicio nimeni nimic niciodată fără nicidecum niciunul
[word adv]
mai apoi deja încă doar chiar niciodată ulterior anterior ieri categoric vehement ferm
[word to]
să
[word by]
de
[word question]
ce cine cum când unde cât câți câte oare
# ---------------------------------------------------------------- sources
[word source official]
purtător purtătorul purtătoarea ministru ministrul ministra președinte președintele președinta premier premierul primar primarul primărița procuror procurorul procurorii procurorilor judecător judecătorul judecătorii avocat avocatul avocata avocații polițist polițiștii polițiștilor șeful șefa șef director directorul directoarea deputat deputatul deputata senator senatorul senatoarea consilier consilierul prefect prefectul inspector inspectorul inspectorii comisar comisarul general generalul colonel colonelul comandant comandantul ambasador ambasadorul oficial oficialul oficiali oficialii oficialilor liderul lider liderii secretar secretarul guvernator guvernatorul cancelar cancelarul reprezentant reprezentantul reprezentanții reprezentanților antrenor antrenorul manager managerul patriarhul episcopul preot preotul anchetatorii anchetatorilor autoritățile autorităților medicul medicii
[word source body]
guvernul guvernului ministerul ministerului poliția poliției parchetul parchetului curtea curții tribunalul tribunalului dna diicot igpr ipj isu isu-ul mae mapn mai comisia comisiei consiliul consiliului parlamentul primăria primăriei prefectura institutul institutului agenția agenției compania companiei firma firmei societatea partidul partidului alianța uniunea armata armatei banca băncii bnr ins anaf casa administrația inspectoratul inspectoratului asociația fundația federația clubul direcția autoritatea kremlinul kremlin
[word source document]
comunicat comunicatul comunicatului comunicate raport raportul raportului rapoarte studiu studiul sondaj sondajul sondajului document documentul documente documentele documentelor scrisoare scrisoarea declarație declarația anchetă ancheta rechizitoriu rechizitoriul rechizitoriului date datele datelor statistici mesaj mesajul mesajului postare postarea notă nota decizie decizia decizia sentința motivarea hotărârea hotărârea memoriu plângere plângerea proces-verbal analiza auditul barometru barometrul
[word source people]
surse surselor sursele martori martorii martorilor localnici localnicii experți experții experților analiști analiștii analiștilor cercetători cercetătorii specialiști specialiștii specialiștilor economiști economiștii critici criticii susținători susținătorii opoziția locuitorii profesorul profesoara expertul analistul cercetătorul sociologul istoricul economistul jurnalistul mama tatăl fiul fiica sora fratele soția soțul vecinii vecin martor un o bărbatul femeia autorul autoarea
[word media]
agerpres mediafax reuters afp hotnews digi24 ziar ziarul ziarului presa presei televiziunea televiziunii postul cotidianul publicația site-ul portalul radio bbc agenției interfax tass anadolu dpa ap
[word title]
dl dna dr prof dl. domnul doamna
[word speechnoun]
declarație declarația declarații declarațiile comunicat comunicatul acuzații acuzațiile acuzația afirmație afirmația afirmații afirmațiile interviu interviul discurs discursul mesaj mesajul avertisment avertismentul promisiune promisiunea răspuns răspunsul replică replica apel apelul opinia părerea
[word proposition]
acuzație acuzația acuzații acuzațiile acuzațiilor afirmație afirmația afirmații afirmațiile afirmațiilor informație informația informații informațiile informațiilor zvon zvonul zvonuri zvonurile zvonurilor ipoteza ipoteză speculații speculațiile implicare implicarea vinovăția vină vina faptele fapta suspiciuni suspiciunile învinuirile varianta versiunea ideea legătura legătură responsabilitatea criticile pretențiile teza scenariul
[word act]
cerere cererea cererile recurs recursul apel apelul contestația contestație moțiune moțiunea propunere propunerea ofertă oferta candidatura amendament amendamentul proiect proiectul plângerea solicitare solicitarea azil arest arestarea permisul viza invitația inițiativa excepția sesizarea
[word untruth]
fals falsă false falsuri minciună minciuni minciuna minciunile mincinoase nefondate nefondată nefondat neadevărat neadevărată neadevărate neadevăr neadevăruri inventat inventată invenție aberație aberații absurd absurdă absurde calomnie calomnii calomnioase dezinformare manipulare eronat eronată trucat trucată basme fabulații nevinovat nevinovată nevinovăția prostii povești gogoși scornite tendențioase denaturat denaturate
[word evidential]
ar presupus presupusa presupusul presupuși presupusele aparent cică chipurile probabil pasămite pretins pretinsa pretinsul pretinsele o-fi
[word hedge]
ar probabil poate posibil eventual pare
[word weekday]
luni marți miercuri joi vineri sâmbătă duminică
[word month]
ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
[word recent]
azi astăzi ieri mâine acum aseară dimineață dimineața seara noaptea prânz recent actual actuala actualul momentan deocamdată curând
[word ago]
acum ani an deceniu decenii deceniul secol secole secolul odinioară fost fosta fostul foști cândva istoric istoria istorie tradițional anual demult vechi vechea
[word future]
va vor urmează viitor viitoare viitorul următor următoarea următoarele programat programată programate
[word generic]
adesea deseori uneori mereu întotdeauna de-obicei obicei tradițional frecvent fiecare orice
[word biography]
născut născută absolvent absolventă căsătorit căsătorită copii studii facultatea universitatea carieră cariera tată mamă fiu fiică soție soț
[word measure]
procente sută milioane miliarde mii lei euro kilometri metri hectare locuitori tone procent
[word furniture]
foto sursa citește citiți urmărește abonează abonează-te distribuie comentarii etichete autor redactor video galerie publicitate cookie newsletter whatsapp facebook telegram actualizat drepturi rezervate articol articole similare
# ---------------------------------------------------------------- phrases
[phrase according]
potrivit
conform
după cum
după spusele
din punctul de vedere
în opinia
în viziunea
în cuvintele
din declarațiile
din spusele
citat de
citată de
citați de
citate de
citează
sub rezerva anonimatului
sub protecția anonimatului
a declarat pentru
pe surse
din surse
surse din|apropiate|judiciare|guvernamentale|oficiale|diplomatice|politice
reiese din|că
rezultă din|că
după unele|alte|mai surse|izvoare|informații|relatări|date
la cele relatate|declarate|spuse
din relatările|mărturiile|estimările|calculele|datele
după datele|calculele|estimările|părerea|socotelile|relatările|mărturia
în accepțiunea|percepția|ochii
citând|citat|citată surse|un|o|de
preluat|preluată|preluate de
din câte se|am
[phrase evidential]
se spune că
se vorbește că|despre
se vehiculează
se presupune că
se consideră că
se așteaptă ca
se preconizează
se estimează
se raportează
se arată|precizează|menționează|spune|afirmă|susține
li|i|ne|mi|vi se spune|cere|reproșează|impută
cică
chipurile
pasămite
se pare că
se crede că
se zvonește că
se arată în|că|într
se precizează în|că|într
se menționează în|că|într
se afirmă în|că|într
se scrie în|că
se spune în|într
se susține că
se subliniază în
se estimează că
se notează în
se aude că
s a precizat|arătat|spus|anunțat|menționat|afirmat
ar fi
ar avea
ar putea
ar urma
o fi
să fi
i s a spus|reproșat|cerut
din primele informații|date|cercetări
[phrase nocomment]
nu a|au răspuns|comentat|dorit|vrut|precizat|oferit
nu a|au putut|putut fi contactat|contactată|contactați
nu a|au fost de găsit
a|au refuzat să comenteze|răspundă|comentarii|facă|ofere
refuză să comenteze|răspundă|facă
fără să dea|precizeze|ofere|comenteze
nu comentează
nu dorește|doresc să comenteze
nu s a|au pronunțat
[phrase denial]
nu corespunde|corespund|e conform|conformă adevărului|realității
nu este|e|era cazul|așa|exact|corect
nu acceptă|accept|acceptăm că
pură|curată|simplă minciună|invenție|speculație|fantezie
pure|simple speculații|povești|invenții|minciuni
nimic adevărat|neadevărat|fals|real
nu se pune problema
e|este|ar fi imposibil|exclus|fals
exclude|exclud|exclus posibilitatea|varianta|categoric
a|au pus|pune|pun capăt speculațiilor|zvonurilor
respinge|resping|respins|respinsă acuzațiile|acuzația|ideea|afirmațiile|criticile|insinuările
n are|au|avea|am nicio|nici|niciun
nici măcar nu
nu e|este|sunt|era adevărat|adevărată|adevărate
nu are|au|avea|avut nicio legătură
nicio legătură
nici vorbă
nicio dovadă|probă
nu există
nu există nicio|niciun
nu am|a|au fost
nu am|a|au făcut
nu a|au|am existat
nu a|au|am avut
nu e|este vorba
în niciun caz
nici pomeneală
scoase|scos|scoasă din context
nu se confirmă
nu corespunde|corespund
nu sunt|e|este real|reală|reale
a|au respins acuzațiile|categoric|ferm|afirmațiile
nu recunoaște|recunosc
nu se consideră vinovat|vinovată|vinovați
nu are|au niciun|nicio
și a susținut|susține nevinovăția
lipsit|lipsită|lipsite|lipsiți de temei|fundament
departe de
[phrase unverified]
nu a|au putut fi verificat|verificată|verificate
nu a|au putut verifica
nu am putut verifica
[phrase unclear]
nu este|e clar
nu se știe|cunoaște|cunosc
rămâne neclar|necunoscut|necunoscută
nu este|e cunoscut|cunoscută
[phrase expected]
urmează să
ar urma să
este|sunt așteptat|așteptată|așteptați|așteptate
[phrase pollresult]
la sută dintre|din
respondenți
eșantion
marja de eroare
[phrase held]
într un|o comunicat|interviu|conferință|declarație|postare|mesaj|scrisoare
în cadrul unei|unui
la finalul|sfârșitul ședinței|întâlnirii
pe facebook|twitter|telegram
[phrase expressed]
și a exprimat|manifestat|arătat
este|e|sunt|era de părere|convins|convinsă|convinși|încrezător|sigur|sigură|îngrijorat|îngrijorată
a dat|făcut asigurări|apel
a cerut|solicitat
asigur|asigură|asigura|asigurat|asigurând|asigurăm|asigurau că|pe
asigur|asigură|asigurat * că
a|au lăsat să|de înțeles
lasă să se înțeleagă
a|au ținut să
ține|țin să precizeze|sublinieze|menționeze|amintească|adauge|spună|mulțumească
face|fac apel
face|fac|făcut cunoscut
a|au atras atenția
atrage|atrag|atrăgând atenția
are|au|avea|aveau de gând
au|are în plan|vedere să
ia|iau în calcul
vor să
își|și propune|propun|propusese|propuneau
își|și dorește|doresc|dorea|doreau
își|și exprimă|manifestă|arată|asumă|reafirmă
este|sunt|era|erau|e convins|convinsă|convinși|convinse|sigur|sigură|siguri|încrezător|încrezătoare|nemulțumit|nemulțumiți|mulțumit|mulțumiți|revoltat|revoltați|îngrijorați|dispus|dispusă|dispuși|hotărât|hotărâtă|hotărâți|optimist|optimiști|sceptic|sceptici
e|este|sunt|era|erau|fi de acord|părerea
ține|țin minte
dă|dau|dat de înțeles|asigurări|vina
pune|pun|pus pe seama
pune|pun|pus la îndoială
trage|trag|tras un semnal
trag|trage|tras semnale
critică|critici la adresa
cere|cer explicații|socoteală
aduce|aduc|adus aminte|acuzații|critici
[phrase furniture]
citește și
citiți și
foto :
sursa foto
urmărește ne
abonează te
articolul|știrea următoare

# ---------------------------------------------------------------- time beyond single words
[phrase past]
la 0|00 ani
la vârsta de
la numai 0|00 ani
anul|luna|săptămâna|vara|iarna|primăvara|toamna trecut|trecută
în anul|anii
acum un|doi|trei|patru|cinci|zece|câțiva
ani în urmă
în urmă cu
la vremea|momentul respectivă|aceea|respectiv
de ani|decenii|luni|secole
a fost înființat|înființată|fondat|fondată|construit|construită|ales|aleasă|numit|numită
s a născut
născut|născută în|la|pe
între anii
la vârsta de
a absolvit
a lucrat
a făcut parte
pe atunci
[phrase now]
de azi|astăzi|ieri|luni|marți|miercuri|joi|vineri|sâmbătă|duminică
luni|marți|miercuri|joi|vineri|sâmbătă|duminică seara|dimineața|dimineață|noaptea
săptămâna|luna|anul aceasta|acesta|viitoare|viitor|asta
până acum
în prezent
va avea loc
vor avea loc
are|au loc
urmează să
a avut loc
au avut loc
[phrase standing]
este|e|era un|o|una|cel|cea|unul|situat|situată|considerat|considerată|cunoscut|cunoscută
se află|numără|întinde|compune
face|fac parte
cel|cea|cei|cele mai
este format|formată|formate
[phrase nounreport]
pe fondul acuzațiilor|speculațiilor|zvonurilor
ca răspuns la
după ce a|au
