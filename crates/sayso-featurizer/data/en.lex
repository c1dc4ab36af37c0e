# English cue lexicon.
#
# [verb CLASS ...]   one verb a line: base form, then irregular forms if any: "base past participle".
#                    Regular forms (-s, -ed, -ing) are derived; "+" after the base doubles the last letter.
# [word CLASS ...]   single words, any case, as many as you like on a line.
# [phrase CLASS]     one phrase a line; "A|B" offers alternatives at one place, "*" stands for up to two words.
# "#" starts a comment. A word may stand under several headings.

# ---------------------------------------------------------------- reporting verbs
[verb say]
say said said
tell told told
add
state
report
announce
argue
claim
assert
allege
explain
note
observe
remark
comment
declare
insist
maintain
contend
reiterate
acknowledge
concede
admit+
confirm
disclose
reveal
recall
recount
reply
respond
answer
retort
counter
quip+
joke
write wrote written
tweet
post
email
text
stress
emphasize
emphasise
underline
underscore
highlight
point
caution
complain
lament
explain
describe
testify
predict
forecast
estimate
conclude
suggest
stipulate
specify
clarify
elaborate
continue
inform
notify
brief
assure
reassure
remind
quote
cite
repeat
proclaim
profess
pronounce
purport
posit
intimate
imply
hint
hypothesize
speculate
surmise
theorize
reason
opine
muse
ponder
reflect
reckon
mention
narrate
relate
relay
reminisce
shout
yell
scream
whisper
mutter
murmur
sigh
grumble
gripe
bemoan
boast
brag+
gush
marvel
joke
chuckle
laugh
snap+
scoff
interject
interrupt
insinuate
swear swore sworn
attest
vouch
certify
concur+
aver+
enthuse
exclaim
summarize
summarise
advise
tout
liken
characterize
characterise
portray
depict
dub+
label
brand
hail
term
# ---------------------------------------------------------------- attitudes held by someone
[verb attitude]
believe
think thought thought
expect
hope
fear
worry
want
wish
suspect
doubt
feel felt felt
know knew known
understand understood understood
assume
presume
anticipate
foresee foresaw foreseen
envision
envisage
intend
plan+
aim
prefer+
favor
favour
consider
regard
view
agree
disagree
regret+
wonder
fret+
imagine
guess
figure
trust
appreciate
applaud
credit
fault
see saw seen
dislike
hate
love
resent
deem
judge
perceive
seek sought sought
mull
weigh
eye
vie
contemplate
hesitate
lean
# ---------------------------------------------------------------- commitments and attitudes expressed to others
[verb urge]
urge
warn
accuse
praise
vow
promise
pledge
threaten
condemn
criticize
criticise
denounce
demand
call
ask
request
appeal
plead
implore
beg+
exhort
encourage
recommend
propose
oppose
support
back
endorse
defend
blame
welcome
thank
apologize
apologise
congratulate
salute
commend
laud
lambaste
lambast
slam+
blast
bash
attack
assail
berate
castigate
chide
deride
decry
deplore
disparage
excoriate
mock
ridicule
rebuke
reprimand
reproach
scold
scorn
taunt
tease
challenge
question
complain
protest
object
advocate
champion
lobby
press
push
pressure
petition
prod+
remonstrate
rail
rant
rage
fume
dare
invite
offer
instruct
order
threaten
swear swore sworn
voice
express
echo
signal
cheer
boo
plug+
pitch
tout
downplay
shrug+
bristle
balk
gloat
chastise
skewer
rip+
pan+
knock
jab+
hammer
vent
side
bill
paint
cast cast cast
frame
hold held held
# ---------------------------------------------------------------- documents and findings that speak
[verb show]
find found found
show showed shown
indicate
reveal
detail
outline
conclude
project
rank
rate
list
document
illustrate
confirm
demonstrate
determine
establish
uncover
rule
read read read
warn
name
record
estimate
identify
attribute
point
imply
# ---------------------------------------------------------------- acts of announcing
[verb announce]
announce
unveil
declare
launch
release
publish
issue
introduce
publicize
# ---------------------------------------------------------------- speech without content
[verb speak]
speak spoke spoken
talk
discuss
meet met met
debate
negotiate
chat+
converse
consult
interview
address
comment
argue
quarrel
testify
brief
lecture
campaign
# ---------------------------------------------------------------- denial
[verb deny]
deny
reject
refute
dismiss
dispute
rebut+
contradict
disavow
debunk
repudiate
discredit
disprove
disown
renounce
retract
negate
pooh-pooh
[verb denysoft]
dismiss
reject
decline
refuse
rebuff
brush
scoff
laugh
bristle
shrug+
downplay
counter
challenge
question
contest
[verb decline]
decline
refuse
# ---------------------------------------------------------------- verbs of state, for standing facts
[verb state]
remain
include
contain
consist
comprise
belong
own
live
reside
border
lie lay lain
stretch
measure
cover
exist
represent
constitute
account
average
depend
employ
operate
house
serve
require
mean meant meant
tend
differ
border
overlook
[verb bio]
marry
graduate
join
found
study
teach taught taught
retire
serve
grow grew grown
raise
work
attend
earn
move
rise rose risen
win won won
lose lost lost
bear bore born
inherit
emigrate
enlist
train
co-found
# ---------------------------------------------------------------- events, for news in the outlet's voice
[verb event]
kill
die
arrest
charge
sentence
convict
fire
crash
explode
erupt
hit hit hit
strike struck struck
collapse
rise rose risen
fall fell fallen
drop+
climb
jump
slip+
gain
soar
tumble
surge
plunge
close
open
sign
approve
vote
pass
resign
appoint
elect
win won won
lose lost lost
defeat
beat beat beaten
arrive
leave left left
visit
injure
wound
rescue
detain
seize
capture
destroy
evacuate
begin began begun
start
end
launch
hold held held
open
face
send sent sent
agree
buy bought bought
sell sold sold
cut cut cut
ban+
fine
sue
file
order
suspend
cancel
halt
release
raise
block
clear
gather
march
enter
appear
plead
settle
acquire
withdraw withdrew withdrawn
take took taken
make made made
come came come
go went gone
give gave given
get got gotten
bring brought brought
become became become
lead led led
# ---------------------------------------------------------------- other common verbs (finds the main verb)
[verb other]
use
work
need
keep kept kept
put put put
run ran run
happen
stop+
provide
turn
move
build built built
try
allow
play
start
create
stay
focus
afford
return
follow
prove proved proven
ensure
decide
receive
protect
avoid
accept
increase
prevent
lose
deliver
reach
spend spent spent
stand stood stood
cost cost cost
expand
sit sat sat
hear heard heard
let let let
draw drew drawn
carry
choose chose chosen
save
care
step+
remember
deal dealt dealt
pick
affect
benefit
break broke broken
achieve
improve
reduce
kill
act
set set set
handle
undermine
learn
hurt hurt hurt
secure
attract
replace
matter
recognize
produce
participate
result
force
pull
fix
boost
explore
ignore
shift
succeed
survive
proceed
slow
limit
watch
pursue
catch caught caught
influence
unite
fill
compete
treat
cooperate
apply
impose
investigate
embrace
travel
confront
promote
share
sound
nominate
form
trigger
bolster
manage
lift
convince
rally
match
strengthen
unify
perform
control
lay laid laid
engage
bet bet bet
qualify
eliminate
prepare
retain
generate
drive drove driven
fail
occur+
test
mark
shut shut shut
shoot shot shot
suffer
rely
fund
count
tackle
combat
throw threw thrown
prompt
owe
solve
review
obtain
commit+
roll
exceed
impact
restore
rest
spread spread spread
fit+
assist
correct
emerge
listen
deport
conduct
sustain
risk
remove
prevail
struggle
develop
dominate
quit quit quit
contribute
register
hire
highlight
threaten
react
pose
extend
place
compromise
realize
realise
fly flew flown
miss
advance
hide hid hidden
collect
reverse
exploit
honor
borrow
inspire
switch
assess
heed
accomplish
disrupt
shape
overturn
resume
escape
ease
link
target
abandon
connect
harm
monitor
deploy
execute
tap+
grant
prohibit
exit
lower
double
direct
enable
accelerate
govern
resolve
purchase
resist
repeal
reopen
stick stuck stuck
prosecute
tie
renew
spill
wrap+
dump
guarantee
damage
donate
wear wore worn
shake shook shaken
fulfill
surprise
advise
enforce
kick
weaken
expose
divide
defer+
host
revive
narrow
hand
adapt
cross
touch
burn
thrive
slash
coordinate
satisfy
heal
sleep slept slept
seal
implement
adopt
forge
sacrifice
define
install
yield
amount
unfold
spark
complicate
prolong
compensate
provoke
lend lent lent
veto
feed fed fed
intervene
score
track
head
elevate
tighten
mount
delay
leak
experience
approach
fuel
calculate
regulate
enact
reward
update
violate
distract
respect
scramble
bar+
detect
skip+
wreck
drag+
expire
disappear
award
spin spun spun
steer
shield
march
reform
reclaim
oust
permit+
attempt
overlook
involve
slap+
exercise
eat ate eaten
postpone
shed shed shed
abolish
lack
compare
rank
inject
feature
assemble
deserve
pretend
carry
bid bid bid
grab+
rush
stem+
top+
trail
range
date
stage
owe
wait
walk
help
serve
offer
cause
bury
ship+
drill
tour
check
pay paid paid
clash
flee fled fled
storm
occupy
enjoy
wave
drink drank drunk
sing sang sung
swim swam swum
ride rode ridden
steal stole stolen
hang hung hung
search
load
pour
park
crack
finish
complete
peak
total
ring rang rung
shine shone shone
wake woke woken
sweep swept swept
swing swung swung
stir+
trade
edge
slide slid slid
# ---------------------------------------------------------------- further verbs of no class of their own
[verb other]
absorb
abuse
accommodate
accompany
accumulate
adjust
administer
age
alter
assign
attach
balance
base
behave
bend bent
bind bound
blend
blow blew blown
book
bother
bounce
bow
breathe
breed bred
broaden
browse
camp
carve
celebrate
change
chase
circulate
clean
cling clung
coach
collaborate
combine
compile
comply
compute
concentrate
concern
conserve
construct
consume
convert
cook
cool
cope
craft
creep crept
cripple
crush
cry
cultivate
curb
cure
dance
decorate
decrease
dedicate
deepen
depart
derive
design
deteriorate
devote
diminish
discover
display
distribute
disturb
dive
dodge
draft
dream
dress
drift
drown
educate
embark
empower
encounter
endure
enhance
entertain
erode
escalate
evolve
examine
exchange
excite
exclude
exhaust
exhibit
experiment
facilitate
fade
fell
fight fought
finance
flash
flip+
float
flock
flood
flow
fold
forget forgot forgotten
foster
free
freeze froze frozen
frustrate
function
glow
grip+
guard
guide
harbor
harvest
haul
heat
hike
hunt
ignite
import
impress
incorporate
incur
indulge
infect
inflate
inhibit
initiate
innovate
inspect
integrate
intensify
interact
interfere
interpret
invade
invent
invest
isolate
jeopardize
kiss
land
lessen
level
license
light lit
like
line
linger
locate
lock
look
loom
loosen
manufacture
market
master
maximize
melt
merge
mind
mix
mobilize
modernize
motivate
multiply
near
neglect
obey
offend
offset offset
organize
originate
outnumber
outpace
outperform
outweigh
overcome overcame overcome
oversee oversaw overseen
overtake overtook overtaken
overwhelm
pause
peel
penetrate
persist
persuade
pile
pilot
pioneer
plague
plant
please
poison
populate
pop+
position
possess
power
practice
practise
preach
precede
preserve
price
print
process
profit
proofread
propel+
prosper
pump
punish
race
rain
reap
rebound
rebuild rebuilt
recover
recruit
redefine
refine
refrain
regain
reinforce
relax
relieve
relocate
render
renovate
rent
repair
research
resemble
reserve
resonate
restrict
retreat
retrieve
revise
revolve
roam
rotate
sack
sail
scale
scan+
scare
scatter
schedule
scrap+
screen
scrutinize
seem
select
separate
shatter
shelter
shop+
shorten
shoulder
shrink shrank shrunk
sink sank sunk
ski
slice
smell
smile
smoke
sort
span+
spare
split split
spoil
sponsor
spot+
spring sprang sprung
sprout
spur+
squeeze
stall
stare
starve
stimulate
store
stray
strip+
strive strove striven
stumble
stun+
submit+
suit
supply
surface
surpass
surrender
surround
swallow
swap+
sweat
taste
tear tore torn
tolerate
topple
transfer+
transform
translate
transmit+
transport
trap+
trim+
triple
triumph
trouble
undercut undercut
undergo underwent undergone
undertake undertook undertaken
undo undid undone
unleash
upgrade
uphold upheld
upset upset
vanish
vary
venture
wander
warm
wash
waste
weave wove woven
widen
wind wound
wipe
withstand withstood
witness
worsen
worship
wrestle
zoom
# ---------------------------------------------------------------- further verbs of report and attitude
[verb say]
affirm
articulate
avow
bark
bellow
confess
confide
conjecture
convey
decree
deduce
demur+
intone
moan
mumble
postulate
prophesy
rave
reaffirm
restate
rhapsodize
sneer
thunder
trumpet
wail
whine
[verb urge]
admonish
beseech besought besought
upbraid
trash
insult
[verb attitude]
aspire
crave
dread
mourn
yearn
suppose
[verb say]
divulge
blog+
message
rejoin
kid+
deadpan
theorise
counsel
inquire
pontificate
paraphrase
parrot
recant
backtrack
carp
cavil
quibble
fulminate
inveigh
allude
telegraph
apprise
retaliate
editorialize
recollect
extrapolate
enumerate
interpose
parry
recapitulate
rhapsodise
verbalize
[verb urge]
bewail
belittle
denigrate
trivialize
minimize
minimise
extol+
rationalize
justify
vilify
malign
defame
entreat
coax
cajole
harangue
lionize
discount
pillory
eviscerate
goad
heckle
browbeat
[verb attitude]
rue
relish
distrust
mistrust
disapprove
admire
revere
envy
pity
despise
loathe
detest
abhor
sympathize
sympathise
empathize
commiserate
desire
hanker
resolve
fancy
covet
begrudge
# ---------------------------------------------------------------- function words
[word be]
is are was were be been being 's 're 'm am
[word have]
has have had having 've
[word do]
do does did done
[word modal]
will would could can should may might must shall ca wo 'll 'd
[word hadaux]
had
[word hasaux]
has have 've
[word wasaux]
was were
[word isaux]
is are am 're 'm
[word pron3]
he she they it
[word person3]
he she they
[word pron12]
i we you me us my our your myself ourselves mine ours yours yourself 'm
[word poss]
his her their its
[word det]
the a an this that these those some any each every no another its his her their our my your several many most few more
[word prep]
of in on at by for with from to into over under about after before against between during without within through across toward towards among amid around near since until despite behind beyond off up down out upon via per
[word subord]
when while after before because if although though since until as unless whereas once whether
[word rel]
who which whose whom where
[word that]
that
[word coord]
and but or nor yet so
[word neg]
not n't no never none nobody nothing neither nor without cannot nowhere hardly
[word adv]
also both all later then now still just already often never ever only even once recently earlier previously subsequently immediately quickly repeatedly publicly privately flatly strongly vehemently initially eventually instead always sometimes usually generally finally soon again too rightly wrongly angrily categorically
[word to]
to
[word by]
by
[word question]
what why how who when where which does did is are
# ---------------------------------------------------------------- sources
[word source official]
official officials spokesman spokeswoman spokesperson spokespeople spokespersons minister ministers president governor mayor senator senators sen rep representative representatives congressman congresswoman lawmaker lawmakers secretary ambassador envoy diplomat diplomats prosecutor prosecutors attorney attorneys lawyer lawyers judge judges police sheriff detective detectives investigator investigators commissioner commander general colonel lieutenant captain sergeant chief chairman chairwoman chair director executive executives ceo president premier chancellor king queen prince pope bishop archbishop cardinal imam rabbi councillor councilman councilwoman counsel aide aides adviser advisers advisor advisors strategist strategists manager officer officers authorities leader leaders deputy inspector superintendent coach treasurer comptroller solicitor coroner mp mps
[word source body]
government ministry department agency court committee commission council parliament congress senate house administration office bureau army military navy force forces company firm group union party campaign bank board institute university hospital school organization organisation association federation foundation regulator watchdog team club service embassy kremlin pentagon authority city state police
[word source document]
report reports statement study survey surveys poll polls letter memo document documents filing filings complaint indictment affidavit ruling verdict opinion paper papers article book email emails message messages tweet tweets post posts transcript transcripts audit census data figures statistics records memoir editorial column website log note bulletin communique testimony video review research findings analysis newspaper magazine leaflet notice warrant lawsuit suit petition resolution
[word source people]
critics analysts experts economists researchers scientists scholars residents witnesses voters neighbors neighbours relatives activists protesters supporters opponents democrats republicans doctors sources observers historians insiders investors traders activist analyst expert economist researcher scientist scholar resident witness voter neighbor neighbour professor historian doctor source critic supporter opponent observer veteran farmer teacher student driver owner father mother brother sister son daughter wife husband widow friend friends colleague colleagues family families people man woman men women campaigners campaigner worker workers passenger passengers survivor survivors author pollster pollsters lobbyist lobbyists founder organizers organisers advocates advocate student students parents patients nurse nurses
[word media]
newspaper agency network channel broadcaster times post journal news tv television radio reuters xinhua magazine website outlet press media daily
[word title]
mr mrs ms dr sen rep gov gen lt col sgt prof sir lord lady rev
[word speechnoun]
statement comments comment remarks remark interview speech claim claims allegation allegations accusation accusations announcement complaint criticism warning praise promise pledge vow denial rebuttal answer response reply argument assertion suggestion opinion view views belief testimony message call calls quote words rhetoric
[word announced]
conference briefing interview hearing rally phone telephone podcast
# ---------------------------------------------------------------- denial objects
[word proposition]
accusation accusations allegation allegations claim claims charge charges report reports reporting rumor rumors rumour rumours suggestion suggestions assertion assertions involvement wrongdoing responsibility link links knowledge guilt complicity collusion notion idea speculation story stories criticism criticisms characterization characterisation argument arguments contention theory theories insinuation blame liability fault existence impropriety misconduct corruption version account accounts narrative conclusion conclusions finding findings motive assault plot role ties affair statement statements
[word act]
offer offers bid bids proposal proposals appeal appeals request requests motion motions amendment amendments bail entry visa visas access care invitation permission plan plans bill treaty deal application applications petition parole coverage asylum permit licence license benefits service aid leave injunction nomination candidate ballot case lawsuit suit plea loan tenure funding admission employee minister director bond
[word untruth]
false falsely untrue fake fakes baseless unfounded groundless fabricated fabrication fabrications hoax lie lies lied lying nonsense absurd ridiculous ludicrous preposterous misleading doctored bogus invented invention myth fiction fairy slander slanderous libel smear defamatory untruth untruths incorrect inaccurate wrong mistaken erroneous misinformation disinformation misquoted misrepresented mischaracterized distorted distortion rubbish garbage bunk canard farcical laughable outlandish unproven debunked photoshopped staged innocent exonerated
# ---------------------------------------------------------------- evidentials and hedges
[word evidential]
reportedly allegedly purportedly supposedly apparently ostensibly seemingly evidently alleged suspected rumored rumoured purported reputedly
[word hedge]
may might could perhaps possibly probably likely unlikely appears seems seemingly arguably maybe
# ---------------------------------------------------------------- time
[word weekday]
monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
[word month]
january february march april june july august september october november december jan feb aug sept oct nov dec
[word recent]
today yesterday tonight tomorrow now currently latest overnight morning afternoon evening midnight dawn noon recent recently so-called ongoing meanwhile amid breaking
[word ago]
ago decade decades century centuries formerly former once previously earlier originally historically traditionally longtime since founded ancient era history historic annual annually every yearly
[word future]
will tomorrow next due scheduled upcoming soon later expected
[word generic]
usually often generally typically always sometimes traditionally commonly normally rarely frequently tends most many every each widely largely mainly known
[word biography]
born graduated married children wife husband degree university college school career grew raised father mother son daughter childhood native nephew grandson alma joined founded heir lives age aged retired
[word measure]
percent per cent percentage million billion trillion kilometers kilometres miles meters metres km tons tonnes feet acres hectares population residents inhabitants
# ---------------------------------------------------------------- page furniture
[word furniture]
photo photograph photos getty images image reuters ap afp epa subscribe subscription newsletter sign click read copyright follow facebook twitter instagram whatsapp advertisement advertising sponsored share comments related gallery editing reporting additional reporter correspondent editor contributed file handout pool via updated published gmt est edt pst email login register log cookie cookies privacy terms
[word handle]
twitter http https www com html pic
# ---------------------------------------------------------------- phrases
[phrase according]
according to
in the words of
in the view of
in the opinion of
in the eyes of
as told to
on condition of anonymity
speaking on condition
as * put it
told reporters
told the
by * account
in * telling
in * estimation
if * is to be believed
by all accounts
as saying
was quoted
were quoted
is quoted
was cited as
[phrase evidential]
is said to
are said to
was said to
were said to
is believed|thought|alleged|understood|reported|rumored|rumoured|suspected|considered|feared|known to
are believed|thought|alleged|understood|reported|rumored|rumoured|suspected|considered|feared|known to
was believed|thought|alleged|understood|reported|rumored|rumoured|suspected|considered|feared to
were believed|thought|alleged|understood|reported|rumored|rumoured|suspected|considered|feared to
it emerged|emerges that
it is understood
it was reported
word has it
sources said
sources say
[phrase nocomment]
declined|declines|refused|refuses to comment|say|discuss|elaborate|answer|name|identify|provide|give|be|disclose|confirm|speak|specify|speculate|respond
declined comment
did not|n't respond|comment|return|reply|answer|elaborate|specify|say|immediately|provide|give
have|has|had not|n't responded|commented|replied|returned
not|n't immediately respond|comment|return|reply|available|reached|reachable|clear
could not|n't be reached
could not|n't immediately be reached
was|were not|n't available for|to
no comment
request|requests for comment
would not|n't comment|say|confirm|discuss|elaborate
without giving|elaborating|providing
[phrase denial]
do|does|did not|n't accept that|the|this
zero|little truth|basis|substance
tissue|string|web|bunch|lot|load of lies|rubbish|nonsense|half-truths
too silly|absurd|ridiculous|preposterous
completely|entirely|wholly|simply|just|plainly|utterly|patently untrue|incorrect|wrong|false|fabricated|inaccurate
just|simply|plain not true|correct|accurate|so
rule|rules|ruled|ruling out that|any suggestion
offer|offers|offered|provide|provides|provided no|little support
never once
is|was|'s|were not|n't what|how
is|was|'s simply|just not
bear|bears|bore no relation|resemblance
no|without merit|foundation|substance
do|does|did not|n't exist|hold|add|correspond|match
set|setting|sets the record straight
never so much
not connected|related|linked|tied to
not a|an endorsement|admission|confession
no|any bearing|impact on
nothing more
nothing of the kind|sort
they|you|he|she|that|it 'd|would be wrong
is|are|was|were wrong|inaccurate|incorrect|mistaken|untrue|untruthful|bogus|ludicrous
wrongly|falsely|mistakenly|incorrectly claimed|claims|claim|said|says|stated|asserted|suggested|reported|accused
no obligation|reason to
a distortion|fabrication|fiction|myth|smear|hoax|lie
disagree|disagrees|disagreed with the assertion|claim|notion|characterization|characterisation|premise|finding|findings
claim|allegation|charge|accusation that|which * disputes|denies|rejects|disputed|denied|rejected
correction :
an earlier version of
did not|n't ever
had|has|have done nothing
in no way
by no means
not at all
not in any way
nothing to do with
no evidence
no proof
not true
is|was|are|were not|n't true|involved|guilty|responsible|correct|accurate|so|aware
no truth
no basis
no foundation
no knowledge
no involvement
no role
no link|links|connection|connections
no record|records
no such|contact|wrongdoing|collusion|intention
not guilty
pleaded|pled|pleads|plead not guilty
plea of not guilty
pleas of not guilty
maintained|maintains|maintain|protested|insisted|proclaimed his|her|their innocence
did nothing|anything wrong
done nothing|anything wrong
did not|n't happen|occur|do|commit|take|kill|know|say|violate|break|order|send
never happened|said|met|took|did|been|had|told|asked|saw|heard
has|have|had never
not a single
out of context
far from
cleared of
acquitted of
absolved of
fake news
pack of lies
witch hunt
there is|was|were|are|'s no
there has|have been no
not the case
no one|nobody ever
contrary to
denial of
denials of
strongly|flatly|vehemently|categorically|repeatedly|angrily denied|denies|deny|rejected|dismissed
brushed|shrugged|waved|laughed off|aside|away
shot down
pushed|hit|pushes|hits|fired back
took issue
takes issue
cast|casts|casting doubt
poured|pours cold water
distanced himself|herself|themselves|itself
played|plays down
misled|misleading
on the contrary
not|n't because
had|has|have no
had|has|have not|n't
[phrase unverified]
could not|n't be independently verified|confirmed
could not|n't independently verify|confirm
not|n't been independently verified|confirmed
unable to verify|confirm|establish|independently
not|n't independently verified|confirmed
impossible to verify
[phrase unclear]
it is|was|'s not|n't clear|known
it is|was|remains|'s unclear|unknown|uncertain
was|were|is|are not|n't immediately clear|known
remains|remained unclear|unknown
not|n't immediately clear|known
[phrase expected]
is|are|was|were expected|likely|set|due|scheduled|poised|slated to
expected|scheduled|set|due to|for
[phrase pollresult]
percent of
per cent of
percent said|say
of respondents|those|voters
margin of error
percentage points
points ahead
leads|led|leading by
[phrase pollmethod]
margin of error
was|were conducted|surveyed|interviewed|polled
the poll|survey of
sampling error
[phrase claimresp]
claimed|claims|claim|claiming responsibility
[phrase held]
at|during|in a|the|his|her news|press conference
in an|a interview|statement|email|letter|speech|tweet|memo|filing|lawsuit|telephone|phone|television|written
in a * statement|interview|letter|speech
told|tells * that
wrote in
on twitter|facebook|instagram|telegram
[phrase quoteintro]
as follows
read|reads :
said|says|wrote|writes|added|reads|read :
the following
[phrase responsible]
held|hold|holds * responsible|accountable
laid|lay|lays|put|puts|placed|places the blame
pinned|pins|pin * blame
pointed|points|point the|a finger
[phrase expressed]
fire|fires|fired back at|with
lash|lashes|lashed out at
unload|unloads|unloaded on
single|singles|singled out
is|are|was|were reluctant|troubled|disturbed|alarmed|dismayed|outraged|encouraged|heartened|surprised|impressed|unimpressed|inclined
is|are|was|were seen|viewed|regarded|perceived as
no reason was|has given
expressed|express|expresses|expressing concern|confidence|hope|support|regret|doubt|doubts|optimism|dismay|outrage|disappointment|frustration|surprise
raised|raise|raises|raising questions|concerns|doubts|alarm|objections
made|make|makes|making the|a case|point
made|makes clear
spoke|speak|speaks|speaking of|about|out
called|call|calls|calling for|on|it|him|her|them|the
take|takes|took|taking aim|credit|issue
in favor|favour of
see|sees|saw no reason
is|was|are|were confident|convinced|hopeful|adamant|optimistic|skeptical|sceptical|worried|concerned|sure|certain|afraid|wary|critical|dismissive|disappointed|pleased|happy|proud|grateful|open|willing|determined|eager|keen|unaware|unsure|angry|furious|frustrated
critical|dismissive|skeptical|sceptical|supportive of
see|sees|saw|seeing|view|views|viewed|viewing|regard|regards|regarded * as
see|sees|saw|view|views|viewed|regard|regards|regarded * * as
is|are|was|were betting|banking|counting|hoping|looking|pushing|angling|pressing|calling|asking for|on|that|to
is|are|was|were eyeing|mulling|weighing|considering|contemplating
has|have|had doubts|misgivings|qualms|reservations
voiced|voices|voice|voicing concern|concerns|support|doubt|doubts|hope|confidence|opposition|frustration
sounded|sounds|sounding the|a alarm|note|warning
raised|raises|raising alarms|eyebrows|fears|doubts
cast|casts|casting doubt|doubts
poured|pours cold
threw|throws|throwing cold
poked|pokes|poking holes|fun
took|takes|taking exception|offense|offence|aim|umbrage
draws|drew|drawn|drawing criticism|praise|condemnation|rebukes
came under fire|criticism
to hear|judge
if * are to be believed
[phrase furniture]
read more
read also
also read
see also
more from
sign up
file photo
getty images
click here
follow us
follow * on twitter|facebook|instagram
all rights reserved
contributed to this
reporting by
editing by
additional reporting
writing by
is|was a|an|the reporter|writer|journalist|columnist|correspondent|contributor|author|editor
log in
photo by|courtesy|credit
photo :
terms of
join the conversation
leave a comment

# ---------------------------------------------------------------- time beyond single words
[phrase past]
at age|aged 0|00
at the age of
last|previous|past year|years|month|months|week|weeks|decade|century|summer|spring|fall|winter|autumn|season|term|election
in|during the past|last|1990s|1980s|1970s|1960s|2000s
earlier this|that|in year|month|week|summer|spring|decade|the
years|year|months|month|weeks|decades|days ago|earlier|before|later|after
a year|month|week|decade|generation ago|earlier|later|before
at the time
at that time
until then|now|recently
so far this
has|have long|previously|already|repeatedly|often|also been
had long|previously|already|repeatedly|often|been
used to
dates|dating|dated back
goes|going back
since then|the|he|she|his|her|it|its|their|they|last|at
was|were|is born
was|were founded|built|established|created|introduced|first|originally|named|elected|appointed
for years|decades|months|centuries|generations
over|for|in the years|decades|past|last
back in|then|when
in his|her first|second|third|early|youth|teens|twenties|thirties
a former
the late
first became|came|met|began|appeared|joined
once|formerly|previously was|were|served|worked|lived|owned|had|held
served as|in|under
worked as|for|in
grew up
graduated from
died in|of|at
years old
no stranger
the first time
on record
[phrase now]
on monday|tuesday|wednesday|thursday|friday|saturday|sunday
this week|morning|afternoon|evening|month|weekend
monday|tuesday|wednesday|thursday|friday|saturday|sunday morning|afternoon|evening|night
last monday|tuesday|wednesday|thursday|friday|saturday|sunday|night
next week|month|year|monday|tuesday|wednesday|thursday|friday|saturday|sunday|spring|summer|fall
so far
is|are|was|were still|now|under|being|underway|ongoing
for the first
later this|that|on|in
early on|this|monday|tuesday|wednesday|thursday|friday|saturday|sunday
late on|this|monday|tuesday|wednesday|thursday|friday|saturday|sunday
has|have just|now|begun|become|yet
comes as|amid|after|at|days|weeks|just|a
came as|amid|after|days|weeks|hours|a
a day|week after|before|earlier|ahead
hours|days|weeks after|before
will be|have|not|also|take|face|make
is|are set|expected|due|scheduled|likely|about to
expected|scheduled to
[phrase standing]
is|are|was|were a|an|the|one|among|part|home|known|located|based|considered|called|responsible
is|are the largest|biggest|second|third|only|first|most|world|world's|capital|oldest
is|are|was|were made up|composed
is|are|was located|headquartered
consists|consist|consisted of
refers|refer to
stands|stand for
such as
known as|for
one of the
in general
tends|tend to
under the|a law|rules|terms|constitution|agreement|deal|act
is|are required|allowed|supposed|designed|meant|intended to
according to the law
lies|lie|sits|stretches in|on|along|about|between
accounts|account for
has|have|had a population
with a population
the parent company
a member of
[phrase nounreport]
comments|remarks|statement|announcement|claims|allegations|accusations|report|reports come|came|comes|follow|followed|follows|drew|prompted|sparked
amid allegations|reports|claims|accusations|criticism|speculation|rumors|rumours
in response to
after he|she|it|they|the said|told|announced|accused
accusations|allegations|claims|reports|rumors|concerns|fears|speculation|suggestions that
[phrase denialsoft]
rather than
instead of
not|n't a|an|the
not|n't about
nothing but|more
nothing|none of that|this|it|us|them|the
no|n't any reason|plans|plan|intention|intentions|idea|interest|doubt|question|need|sign|signs|indication|indications
never|not|n't intended|meant|wanted|knew|going
fails|failed|fail to
hardly|scarcely|barely
no longer
no question|doubt
wo|would|will|did|does|do n't
