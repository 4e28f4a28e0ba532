"""English sentence patterns about the goods themselves; grammar.py says how a pattern is written."""

BANKS: dict[str, str] = {
    "coffee_taste+": """
{Delicious|Gorgeous|Wonderful|Fantastic} coffee{|, smooth and rich|, not bitter at all|, best I've had in a \
while}
{The taste|Flavour|The flavour} is {amazing|so balanced|deep and rich|clean and sweet}
{Smooth|Rich|Mellow|Full-bodied}{, low acidity|, no bitterness|, hints of chocolate|} and {a lovely aroma|\
easy to drink|a long finish}
{The smell|The aroma} when you open the bag {is heavenly|is unreal|fills the whole kitchen}
{Fruity|Bright|Floral}, {almost like tea|with a berry note|with a clean finish}{, I love it|, really special|}
{Tastes|It tastes|Honestly tastes} {better than my local café|like a proper coffee shop|of caramel and nuts}
{Freshly roasted|You can tell it's freshly roasted|So fresh}, it {blooms beautifully|puffs up when you \
pour}{| and tastes great}
{Makes|It makes} {a great|an excellent|the perfect} {espresso|flat white|iced coffee|cold brew|pour-over}
{<name>|This blend|This roast} is {my new favourite|hard to beat|spot on}: {chocolatey|nutty|sweet} and \
{smooth|balanced}
{Good|Lovely} {balance|mix} of {bitterness and sweetness|acidity and body}
{I'm picky|I'm fussy about coffee|Bit of a coffee snob here}, and {this one is excellent|<name> won me over|\
the taste is superb}
{Even|It's good even} {black|cold|with oat milk} {it tastes great|it's delicious|, still full of flavour}
{Not too|Never|Not at all} {acidic|bitter|sour}, {just how I like it|very drinkable|great morning cup}
{Quick to make|So convenient}, {surprisingly good flavour|smells wonderful and tastes fresh|better than \
most cafés}
~{damn good|bloody good|so good} coffee, {can't go back to supermarket beans|3 cups a day now|chef's kiss}
~{best beans|best cup} {ever|i've made at home|this year}, {that aroma|smells insane}
{<who>|My whole office|Everyone} {loves|keeps asking about|raves about} {the taste|this coffee|<name>}
{Dark roast|A dark roast|Medium roast} {without the burnt taste|with real depth|that isn't harsh}
{My mornings|Mornings} {need|aren't complete without} {this coffee|a cup of <name>}{|, the aroma alone \
wakes me up}
{Just the right strength|Never too strong|Deep flavour}{, it has proper body|, remarkably tasty|, lovely \
with breakfast}
{Every bag|Each batch} {tastes the same|is consistent}, {rich and aromatic|which I value|and always fresh}
{Notes of|I get|Lots of} {cocoa|orange peel|brown sugar|blueberry}{| and toasted nuts| and honey} {in the \
cup|, just as described}
{Works|It works|Tastes great} {in a French press|in my moka pot|as an espresso}, {lots of crema|syrupy and \
sweet|no bitterness}
{We did|I did} a {blind tasting|side-by-side} at home and {<name>|this one} {came out on top|won easily}
{Finish is|The finish is|Aftertaste is} {clean|long and sweet|pleasant}{, never sour|, I could drink it all \
day|}
{Grind it fresh|Grind it just before brewing} and {the flavour|the aroma} {is something else|really comes \
alive}
^{I usually buy supermarket coffee|I've tried a dozen roasters|I don't normally like light roasts}, but
^{With my morning toast|After dinner|On a slow Sunday},
^{Ground a little coarser|Brewed at 90 degrees|As an iced latte},
^{I bought it on a whim|A friend recommended it|I wasn't expecting much}, and
$it tastes {wonderful|rich and smooth|better than anything from a café}
$this coffee is {superb|delicious|my favourite}
$the {flavour|aroma} is {out of this world|lovely|so rich}
$it's {smooth|sweet} with {no bitterness|a long finish}
#{Delicious|Great coffee|Love the aroma|Best beans|Smooth and rich}
""",
    "coffee_taste-": """
{Tastes|It tastes|The coffee tastes} {burnt|bitter|sour|stale|like ash}{| to me}
{Weak|Flat|Watery|Bland} {coffee|flavour|taste}{, no body at all|, like dishwater|, hardly any aroma|}
{Too|Way too|Far too} {acidic|bitter|sour} {for me|for my taste|, couldn't finish the cup}
{The beans|Beans} {were|seemed} {old|stale|dry}, {no bloom at all|no smell when I opened the bag}
{Doesn't taste|It tastes nothing} like {the description|it used to|the last bag}
{Where is|I can't find} the {chocolate|berry flavour|sweetness} {they promise|from the label}{?|, just bitter}
{Flavour|The flavour} {has changed|went downhill}{, it's harsher now|, not the blend I knew|}
~{yuck|bleh|nope}, {tastes like burnt toast|sour as lemon|drain water}
{Leaves|It leaves} a {harsh|nasty|dry} aftertaste{|, even with milk}
{Disappointing|A disappointing|Very ordinary} {taste|cup}, {no better than instant|supermarket beans are \
better}
#{Tastes stale|Too bitter|Not my taste|Weak coffee}
""",
    "grinder_noise-": """
{So|Really|Incredibly|Insanely} {loud|noisy}{, wakes the whole house|, it scares the cat|, can't use it \
before 9|}
{The noise|Noise level|The sound} is {unbearable|awful|way too much|like a jet engine|like a drill}
{The noise|That racket|The sound} {wakes|woke} {the baby|my wife|the neighbours|everyone} {up|at six in the \
morning}
{Sounds like|It sounds like} {a chainsaw|a dentist's drill|gravel in a blender|a cement mixer}
{Quiet|"Silent"|Low noise}? {Not at all|You must be joking|No way}, {it's deafening|it screams}
{Grinds well|Good grind|Nice even grind}, but {the noise is terrible|it is so loud|my ears hurt}
{Can't|I can't} {use it|grind} {in the morning|at night|in my flat} {because of the noise|without waking \
people|, too loud}
{High-pitched|Horrible|Screeching} {whine|noise|squeal} {when grinding|from the motor|after two weeks}
{The motor|Motor|The burr} {whines|screeches|rattles} {like crazy|so loudly|more every week}
{Thin walls|I live in an apartment|Flat with thin walls}{, so this noise is a problem|, and the neighbours \
complained about it}
{My dog|The cat|The dog} {runs away|hides|barks} {whenever I grind|at the sound|each time it starts}
{You can't hear|Can't hear} {the TV|yourself think|a conversation} {while it's running|over the grinder}
{Louder|Much louder|Way louder} than {my old one|a hairdryer|the vacuum cleaner|I expected}
{Measured|I measured} {90|87|92} decibels{|, that's not okay| on my phone}
~{LOUD|sooo loud|loud af}, {neighbours hate me|i have to grind in the bathroom}
~{earplugs|ear plugs} {needed|not included}, {this thing screams|noise is mental}
{Advertised|Sold|Described} as {quiet|low-noise}, {which is a lie|but it roars|it is anything but}
{It squeaks|It screeches|It clatters} {at every turn|all the way}{, gets on my nerves|, sets my teeth on \
edge|, noisy thing}
{Vibrates|It vibrates|Shakes} the {whole counter|table} and {makes a racket|the noise is horrible}
{Working from home|On calls all day}, {I can't run this|it's too loud to use}{| during meetings}
{Put a towel|I put a towel|Tried a mat} under it and {it's still too loud|the noise barely drops}
{If only|Would be perfect if} it were {quieter|less noisy|half as loud}
{Started|It started} making a {grinding|rattling|metallic} {noise|sound} {after a month|last week}
{Takes|It takes} a {full minute|minute} of {ear-splitting|horrible|deafening} noise {for two cups|to grind \
30 g}
{Even on|On} the {low setting|slowest speed} it's {far too loud|really noisy}
{Noise|The noise} is {the only problem|the one drawback|a deal-breaker}
^{I love the look and the grind is even|It does its job|The reviews said it was quiet}, but
^{For early risers|If you live in a flat|With a baby in the house},
^{Every time I switch it on|When the beans run low|First thing in the morning},
$the {noise|racket} is {unbearable|really off-putting|too much}
$it's {far too loud|so noisy|louder than a drill}
$the motor {screams|howls}
$the sound {wakes everyone up|carries three rooms away}
#{Too loud|So noisy|Noise is awful|Not quiet at all|Loud motor}
""",
    "photo_mismatch-": """
{Colour|The colour|Its colour} is {nothing like|completely different from|not the same as|duller than} the \
{photo|picture|website}
{Much|A lot|Way} {smaller|bigger} than {it looks in the pictures|I expected|the photos suggest}
{Looks|It looks} {cheaper|different|darker} {in person|in real life|than in the photo}
{Size|The size|Dimensions} {doesn't|don't|did not} match {the description|what's listed|the product page}
{Ordered|I ordered|Chose} <color>, {got|received|what came is} {more like <color2>|<color2>|a dull <color2>}
{The photos|Pictures|Product photos} are {misleading|edited|very flattering}
{Not|It's not|This isn't} what {I ordered|was pictured|the photo showed}
{In the picture|On the website|On screen} it {looked|was} {<color>|bright|bigger|solid}, {in reality it's \
<color2>|the real one is <color2>}
{Tiny|It's tiny|Really tiny}! {The photo makes it look twice the size|Should have checked the size|The \
picture is deceptive}
{Too big|Too small|Too tall} for {my shelf|the spot|where I wanted it} because the {listed size|size on the \
page} {is wrong|was off by 2 cm}
{Sent|They sent|Got sent} the wrong {colour|size|pattern}{|, not what I picked}
{The stand|The tray|The extra piece} {shown in the photo|in the picture} {is not included|doesn't come with \
it}
{Pattern|The pattern|Glaze} is {nothing like|quite different from} the {picture|sample photo}
{By my ruler|When I measured it}, it's {a good bit|two centimetres|noticeably} smaller than {stated|the \
listing says}
~{photo|pic} vs reality {lol|...}, {not even the same colour|doll-house size|what is this}
~{it's|its} {tiny|so small}{!| haha}, {thought it was|looked} {normal size|double} {in the pic|online}
{Material|The material|Finish} {feels|looks} {like plastic|flimsy|shiny}, {not like in the photos|the \
picture shows matte}
{Please|You should} {add real photos|show it next to something|put the correct size}, {I misjudged it|the \
colour is way off}
{Thought|I thought} it was {a set of two|a set} from the {picture|photo}{, only one came|, it's a single one|}
{Big logo|There's a big logo} {on the front|across it} that {isn't in any photo|the photos hide}
{Expected|I expected} a {warm|deep|soft} <color>{; got|, but it's} {a dull <color2>|<color2>|grey}
{I've bought|Bought} this {before|last year} and the {new one doesn't match|colour is a different shade \
now}{|, side by side it shows}
{It may be|Could be} my {screen|monitor}, but the {colour|shade} is {totally off|miles from the picture}
{The item|What arrived|The <item> I got} {bears little resemblance to|hardly looks like|is a far cry from} \
the {listing|photos}
{The description says|The page says} {30 cm|12 cm|25 cm}, {my ruler says otherwise|it's clearly less}
{Returned|Sending it back|Going back}, {wrong shade|not the colour in the photo|far smaller than pictured}
^{I chose it for the colour|I measured my shelf first|Going by the photos}, but
^{When I took it out of the box|Next to the old one|In daylight},
^{It's well made|Nice enough <item>}, but
^{I wanted something <color> for the <place>|The website shows a soft <color>}, and
$the colour is {completely different|way off|not what I saw online}
$it's {much smaller|a lot bigger} than {pictured|it looked}
$it {doesn't look like the photo|looks nothing like the listing}
$the {size|shade} is {wrong|not as described}
#{Not like the photo|Wrong colour|Smaller than expected|Misleading pictures|Size is off}
""",
    "build_quality-": """
{Broke|It broke|Fell apart|Gave up} after {two weeks|a month|three uses|less than a year}
The <part> {broke off|snapped|cracked|came loose|fell off} {after a month|in the first week|for no reason|\
already}
{Cheaply|Poorly|Badly} {made|built|put together}{, not worth the price|, the <part> wobbles|, feels flimsy}
{Stopped working|It stopped working|Dead} {after ten days|within a month|just after the warranty ended}
{The <part>|Its <part>} {feels flimsy|is wobbly|doesn't sit right|is already loose}
{Arrived|Mine arrived|Came} {with a cracked <part>|faulty|defective|with a loose <part>}
{Quality|The quality|Build quality} is {poor|shocking|not what it was|a let-down}{| for the price}
{The screws|The metal bits|The hinges} {rusted|went rusty} {within weeks|after one wash|almost at once}{, \
"stainless" my foot|}
{Coating|The coating|The finish|Paint} {is peeling|came off|flaked off} {after a few washes|in a month|\
already}
{Creaks|It creaks|It wobbles} {whenever I use it|when you pick it up|at the <part>}, {won't last|feels \
about to break}
{Second one|This is my second|On my second} {in a year|this year}, {same <part> broke again|same fault}
{Lasted|It lasted|Mine lasted} {exactly three weeks|two months|one season}{, then the <part> went|, then it \
died|}
{Used it|I used it} {gently|twice|once a week} and {it's broken|the <part> has a crack|it already fell to \
bits}
{My old|My previous|The old} <item> lasted {ten years|eight years}, this one {not even three months|broke \
in weeks}
~{junk|cheap junk|utter tat}, {<part> snapped|fell apart} {day 3|in a week|first use}
~{broke|busted} {already|after like 4 uses} {smh|lol|wtf}
{Flimsy|Feels flimsy|Very flimsy} {plastic|<part>|construction}, {I'm afraid to use it|won't last|bends \
when you touch it}
{No spare|You can't get a spare|They don't sell a spare} <part>, so {I have to bin the whole thing|it's \
landfill}
{Sharp edges|A sharp edge|Rough edges} {on the <part>|inside}, {cut my finger|no quality control|badly \
finished}
{Screws|A screw|Parts} {missing|didn't fit|came loose}{, so I couldn't assemble it|, had to fix it myself|}
{Doesn't|It doesn't} {close|seal|line up} properly, the <part> {is crooked|is bent|was made badly}
{Out of warranty|Warranty ended}, {broken the next week|and the <part> died}. {Figures|Of course}
{Not built to last|Not durable|Durability is poor}: the <part> {wore out|cracked} {in half a year|within \
months}
{Disappointed|So disappointed|Really let down} by {the workmanship|how fragile it is|how quickly it broke}
{The <part> came off|The <part> gave way} {in my hand|while I was using it}, {could have burned me|quite \
dangerous}
{For that price|At this price|For this money} I {expected|want} something that {lasts|doesn't fall apart|\
survives a month}
^{It looked great out of the box|I wanted something that lasts|I spent more than usual}, but
^{After a couple of months of normal use|Three weeks in|The second time I used it},
^{I followed the instructions to the letter|I washed it by hand as told}, and
^{They already replaced it once|I had high hopes}, and
$the <part> {broke|cracked|came off}
$it {fell apart|stopped working|broke}
$it was {already broken|useless}
$the <part> {gave up|was loose already}
#{Broke quickly|Poor quality|Fell apart|Not durable|Cheaply made}
""",
    "cleaning+": """
{So|Really|Super|Incredibly} easy to {clean|wash|keep clean}
{Cleaning|Clean-up|Washing up} {is a breeze|takes seconds|takes a minute|couldn't be simpler}
{Dishwasher safe|Goes in the dishwasher|It's dishwasher safe}, {which is a must for me|such a relief|no \
scrubbing}
{Just|You just|I just} {rinse|wipe|rinse it} and {it's clean|you're done|it's ready again}
{Comes apart|It comes apart|Takes apart} {in seconds|without tools|easily} {for cleaning|so every bit gets \
washed}
{Wide|The wide} {opening|mouth} {means|so} {my hand fits inside|a sponge reaches the bottom}, {easy to wash|\
no more bottle brush}
{Nothing sticks|Food doesn't stick|Coffee oils wipe off}, {cleans in a flash|a quick wipe does it}
{No stains|Doesn't stain|Never stains}{, even after months of coffee|, wipes clean|} and {washes up easily|\
always looks new}
{The brush|Little brush} {included|that comes with it} {makes cleaning easy|gets all the grounds out}
{Dries|It dries} {fast|quickly}, {no smell|no water spots}, {simple to look after|very low maintenance}
{The <part>|Every part|The whole thing} {comes off|pops out} {for washing|so it's easy to clean}
{My old one|The last one I had} was {a pain|horrible} to {clean|wash}, {this is a dream|this rinses clean}
{Low maintenance|Very low maintenance|Hardly any maintenance}{, a rinse is enough|, perfect for lazy people \
like me|}
{Even|Even my} {kids|teenager|husband} can {clean it|wash it}{| without being asked twice}
~{cleans|washes} {up|off} {in like 10 sec|so easy}, {lazy person approved|love it}
~{straight in the dishwasher|chuck it in the dishwasher}, {done|sorted|no faff}
{Hygienic|Feels hygienic|Stays fresh}: {no hidden corners|no seams}{, everything can be washed|for dirt to \
collect|}
{After|Even after} {months of daily use|a hundred washes} it {cleans up|still washes} {like new|perfectly}
{What I like most|The best thing|My favourite thing} is {how easily it cleans|that it's no work to wash}
{Hot water|A drop of soap|Warm water} is {all you need|enough} to {get it clean|clean it}
{Grounds|Coffee grounds|Crumbs} {fall right out|tip straight out}, {then a quick rinse|no mess, easy to clean}
{Clean it|I clean it} {once a week|every evening} {in under a minute|without any effort}
{Smooth|The smooth} {surface|inside}{, so dirt just slides off| wipes clean| makes it quick to wash}
{Much|So much|Far} {easier|quicker} to {clean|wash} than {my old <item>|I feared|others I've owned}
{Rinses|It rinses} {clean|out} {in seconds|under the tap}{, no residue|, no scrubbing|}
{Practical|Very practical}, {easy to take apart|quick to wash|easy-care}
^{I hate washing up|I thought it would be fiddly to clean|I use it three times a day}, but
^{After breakfast|When I'm done|Thanks to the removable <part>},
^{It may have a few parts|It looks complicated}, yet
$it's {so easy to clean|a doddle to wash|clean in seconds}
$everything {goes in the dishwasher|rinses clean}
$cleaning {takes no time|is no trouble at all}
$a quick {rinse|wipe} is {enough|all it takes}
#{Easy to clean|Dishwasher safe!|Cleans in seconds|Low maintenance|Washes easily}
""",
    "cleaning-": """
{A pain|Such a pain|A nightmare|Really hard} to {clean|wash|keep clean}
{Can't|You can't} {reach the bottom|get a sponge inside|take it apart}, so {it never gets clean|residue \
builds up}
{Not|It's not} dishwasher safe{, which the page doesn't say|, hand wash only|}{| and it stains}
{Too many|So many} {parts|bits} to {wash|clean}{| for one cup of coffee| every time}
{Fine powder|Coffee dust} {gets stuck|collects} {in every gap|under the <part>} and {won't come out|is hard \
to clean}
{Stains|It stains|The inside stains} {badly|after one use}, {scrubbing doesn't help|hard to get off}
~cleaning {this sucks|it is the worst}, {so many tiny parts|takes longer than brewing}
{It takes longer|You spend longer} to {clean|wash up} than to {use it|make the coffee}
#{Hard to clean|Pain to wash|Cleaning is a chore}
""",
    "smell-": """
{Strong|Horrible|Awful|Nasty} {chemical|plastic|rubber|solvent} {smell|odour|stink}{| when I opened it| out \
of the box}
{Smells|It smells|The <item> smells} {like|of} {petrol|burnt rubber|paint|glue|a tyre shop}
{Washed|I've washed|Soaked} it {five times|three times|overnight in vinegar} and {it still stinks|the smell \
won't go}
The smell {won't go away|is unbearable|makes me feel sick|gave me a headache|lingers for weeks}
{Water|Tea|Coffee|Everything} {tastes|ends up tasting} {of plastic|like rubber|metallic} {because of the \
smell|from it}
{The <part>|Seal|The rubber ring} {reeks|has a nasty smell|stinks of chemicals}
{Had to|I had to} {leave it outside|air it on the balcony|keep it in the garage} for {a week|days} {because \
of the smell|and it still smells}
{Musty|Mouldy|Damp} smell{|, like an old cellar|, as if stored somewhere wet} {when it arrived|right from \
the start}
{Whole|The whole} {kitchen|room|cupboard} {smells|stinks} of {varnish|plastic|paint} {now|since it came}
{Fishy|Sour|Weird} {smell|odour} that {never fades|comes back after washing|I can't get rid of}
{I'm pregnant|I'm sensitive to smells|I have asthma} and {the fumes make it unusable|this odour is too much|\
I can't have that smell around}
{Wouldn't|I wouldn't|I don't dare} {put food|drink} {near it|out of it} with that {chemical smell|odour}
~{stinks|it reeks|smells rank}{, literally can't use it|, washed it 4x|, my eyes}
~{what|wtf} is that smell{?|??} {burnt plastic|like a new shower curtain}
{Even after|After} {boiling it|baking soda|two weeks of airing}, {the smell is still there|it smells like \
chemicals}
{New-product smell|Some smell} is {normal|fine}, but {this is toxic|this is too strong|not for weeks}
{Smell|A smell} {transfers|gets} into the {food|drink|coffee}{, ruins the taste|, disgusting|}
{Off-gassing|Fumes|A chemical odour} {like cheap vinyl|like wet paint}{, had to open all windows|, got a \
headache|}
{Burning|A burning|Scorched} smell {when I switch it on|after five minutes}{, a bit worrying|, stopped \
using it|}
{Described as|Says} {odourless|BPA free|natural}, {smells like a chemical plant|mine stinks}
{Others|Other reviews} {mentioned|warned about} the smell and {they're right|I should have listened}
{Sent|Sending} it back {because of the smell|, the odour is that bad}
{Every time|Each time} I {open the lid|use it}, {a sharp|that plastic} smell {hits me|comes out}
{Good design|Nice shape}, {terrible|awful} {smell|odour}
{Packaging|The bag|The box} {stank|smelled of diesel} and {so does the <item>|the smell got into everything}
{Rubbery|Plasticky|Oily} {smell|odour} {straight away|from day one}{|, hasn't faded in two weeks}
^{I like the look of it|It works fine|I wanted to love it}, but
^{I rinsed it, boiled it and aired it for days|After a month in the open}, and
^{As soon as you open the box|When hot water goes in},
$it {smells of chemicals|stinks of plastic|reeks}
$the {smell|odour} is {overpowering|still there|really off-putting}
$there's a {nasty chemical|strong rubber} smell
#{Terrible smell|Chemical odour|Stinks|Smells of plastic|Smell won't go}
""",
    "design_looks+": """
{Beautiful|Gorgeous|Stunning|Lovely} {design|<item>|little thing|piece}{|, even nicer in person|, looks \
great in the <place>}
{Looks|It looks} {amazing|fantastic|so elegant|great} {on my shelf|in the <place>|next to the rest}
{The <color> colour|This <color>|Its colour} is {gorgeous|so pretty|perfect with our decor}
{Stylish|So stylish|Sleek} {and simple|and timeless|to look at}, {fits any room|goes with everything|love \
the shape}
{Got|I've had|Keep getting} compliments {from everyone|every time friends visit|on how it looks}
{Love|I love|Absolutely love} the {look|shape|colour|design|finish}{| of it| of this <item>}
{The curves|The lines} of the <part> {are beautiful|look so elegant|are like a sculpture}
{Prettier|Even prettier|More beautiful} {in person|in real life} than {in the photos|on the website}
{Feels|It looks and feels} {premium|expensive|handmade}, {a joy to look at|beautifully finished}
{Matte|The matte|That matte} finish {is gorgeous|looks so classy|feels lovely}
{Too pretty|Almost too pretty|So good-looking, it's a shame} to {put away|hide in a cupboard}
{Scandinavian|Japanese|Retro|Modern} {look|style|vibe} that {suits my <place>|I adore|goes with everything}
{Brightens up|Lights up|Lifts} {the whole|our|my} <place>
{Bought it|I bought it|Chose it} {for the looks|because it's pretty}{, no regrets|, and it's even nicer up \
close|}
~{so cute|sooo pretty|gorg}{!!| omg}, {taking pics of it all day|my <place> looks like a cafe}
~{aesthetic|looks} {10/10|on point}, {everyone asks where i got it|obsessed}
{The details are|Every detail is} {beautifully done|so thoughtful|exquisite}
{Elegant|Understated|Graceful} {without being fussy|and well proportioned|design}, {a real eye-catcher|very \
much my taste}
The <stuff> {is beautiful|has real character|ages nicely|has a lovely texture}
{Matches|It matches|Goes with} {our <place>|the rest of the set|everything I own} {perfectly|beautifully}
{Small|A small|Such a} {work of art|masterpiece of design}{|, I smile every morning when I see it}
{Want|I now want|Tempted to get} {the whole series|another colour|one more} {because it looks so good|, \
they're that pretty}
{Simple|Clean|Quiet} {lines|design}, {no ugly logo|nothing superfluous}{, I like that|, looks classy|}
{<who>|My flatmate|Everybody} {fell in love with|can't stop admiring} {the look of it|the design|the colour}
{It's|This is} {the prettiest|the best looking|about the nicest} <item> {I've owned|I've seen|in the shop}
{Photogenic|So photogenic|Very photogenic}{, of course I posted it|, looks great in any light|}
^{I couldn't decide on a colour|I bought it on looks alone|It was an impulse buy}, and
^{Sitting in the <place>|Next to our old stuff|On the shelf},
^{It isn't cheap|There are more practical ones}, but
^{I redid my <place> this spring|I was only browsing}, and
$it looks {gorgeous|beautiful|so stylish}
$the design is {lovely|timeless|exactly my taste}
$the {colour|shape} is {perfect|even nicer than online}
$it's {a pleasure to look at|the prettiest thing in the room}
#{Beautiful design|So pretty|Looks great|Gorgeous colour|Stylish}
""",
}
