"""English sentence patterns about delivery, boxes and wrapping; grammar.py says how they are written."""

BANKS: dict[str, str] = {
    "late_delivery-": """
{Ordered|Bought this|Placed the order} <days> ago and it {still hasn't arrived|still isn't here|hasn't even \
shipped}
It took <days> {to arrive|to get here|for a parcel this small|to leave the warehouse}
{Delivery|Shipping|The delivery} was {<very>|painfully|ridiculously|way too} slow
{Arrived|It turned up|My parcel came} <days> {later than promised|after the date they gave me|late with no \
explanation}
{The tracking|Tracking|The tracking page} {hasn't moved|has been stuck|has said "preparing"} {for <days>|\
since <wd>}
They {promised|advertised|charged me for} {next-day|two-day|express} delivery and it {took|ended up taking} \
<days>
{Missed|It missed|The parcel missed} <event> by {two days|a day|almost a week}
I {paid extra|forked out|paid ¥800} for express and {got it no faster|it came with the normal post|still \
waited <days>}
{No update|No email|Not a word} about the delay until I {chased them|asked|wrote in}
The {estimated|expected} delivery date {kept changing|got pushed back three times|moved every time I looked}
{Stuck in customs|Held at customs|Sat in a depot} for <days> and nobody {told me|could say why|bothered to \
explain}
{Waited|I waited|We waited} <days> for {a single <item>|one small box|something listed as in stock}
{In stock, they said|"Ships today", it said|"Dispatched within 24 hours"}. {It left|It shipped|It went out} \
<days> later
~{where|WHERE} is my {order|parcel|package}?? {it's been <days>|<days> now|been waiting <days>}
~{slowest|worst} {shipping|delivery} {ever|I've had|on the planet}, {<days> for a tiny box|give it a miss \
if you're in a hurry}
The {courier|driver|carrier} {never showed|skipped our street|claimed nobody was home} and it {came|\
arrived} <days> late
{Half|Part} of {the|my} order {came on time|arrived early}, the rest {took another <days>|is still missing \
<days> on}
{By the time it arrived|When it finally came}, I had {bought one locally|forgotten I ordered it|given up on \
it}
{Other shops|Everyone else} {deliver|manage it} in {two days|48 hours}; {here|this shop} {it's always|\
needs} <days>
{Booked|I booked|Chose} {an evening slot|a <wd> delivery|a two-hour slot} and {took time off|stayed in} for \
nothing: it came <days> later
{Delivery times|Shipping times|The waits} {have got|are getting|keep getting} {worse|longer and longer} \
{lately|every month|since last year}
The {only gripe|downside|problem} is {the wait|shipping|how long it takes}: <days> {for me|this time|door \
to door}
{My|Our} order {sat|just sat|was left} in "processing" for <days> before {anyone touched it|it moved at all}
{Snow or no snow|Bad weather aside|Holidays or not}, <days> {is too long|is not acceptable|without any news \
is poor}
{I live|We're} {two hours from|in the same country as|practically next door to} the warehouse and it {still|\
somehow} took <days>
{Late|Delayed|Overdue} {again|as usual|for the third time}, {I plan around it now|and no apology|which is a \
pity}
^{I ordered this|It was meant|I picked this shop} {in good time for|well ahead of|specially for} <event>, but
^{The site said it would ship within 24 hours|They confirmed dispatch straight away|I was given a date}, yet
^{Last time it came in two days|I have ordered before without trouble}, but this time
^{Even with express shipping|Despite paying for priority|After two reminders},
^{It was in stock when I paid|It's only a small box|The label was printed on <wd>}, and still
$it {took|needed} <days> to {reach me|arrive|turn up}
$I was {kept waiting for <days>|still waiting <days> later}
$the parcel {came|arrived|showed up} <days> late
$nothing {came|arrived|turned up} for <days>
$delivery {dragged on|was delayed} {for <days>|again and again}
#{Late|Slow delivery|Still waiting|Took forever to arrive|Shipping is too slow}
""",
    "delivery_fast+": """
{Arrived|It arrived|Came|Turned up} {the very next day|in two days|ahead of schedule|a day early}
{Super|Really|Impressively|Amazingly} {fast|quick|speedy} {delivery|shipping|dispatch}
{Ordered|I ordered} {on <wd> night|late at night|at lunch}, {had it|it was here|in my hands} {by the next \
afternoon|two days later}
{Delivery|Shipping} was {<very>|surprisingly|unbelievably} {quick|fast|prompt}{| considering the distance| \
for an overseas order}
{Shipped|Dispatched|Sent out} {within hours|the same day|before I'd even closed the tab}
{Got here|Reached me|Landed} {faster|sooner|quicker} than {expected|the estimate|I thought possible}
{Tracking|The tracking|Tracking link} was {accurate|spot on|updated all the way} and it {came on time|\
arrived right in the slot}
{Only three|Just four|Four} days {from Japan|to the other side of the world|to Europe}, {brilliant|very \
impressed|can't argue with that}
{Prompt|Speedy|Quick} {delivery|dispatch} {as always|once again|every single time}
{Needed it|I needed this|Had to have it} {in a hurry|at short notice|before the weekend} and they \
{delivered|came through|got it here}
~{wow|omg|ok wow} that was {fast|quick}, {ordered yesterday|only ordered on <wd>} {lol|and it's here \
already|!!}
~{quick|fast} {post|shipping|delivery}, {no complaints|cheers|can't fault it}
{The driver|Our courier|The delivery guy} was {friendly|polite|careful} and {right on time|bang on time|early}
{Free|Even the free} {shipping|delivery} {took|takes} only {two|three} days{|, which beats most shops}
{Came|It came|Arrived} {in time|just in time|with days to spare} for <event>
{Expected|I expected|Was prepared for} a {long wait|two-week wait} but it {was here|turned up} {in three \
days|by <wd>}
{Never|I've never|Have never} had {anything|a parcel|an order} {from abroad|from Japan|online} {arrive|\
come} {so|this} {fast|quickly}
{Fast|Swift} {shipping|delivery} is {why I keep coming back|one of the best things about this shop|a real \
plus}
It came {quickly|fast|promptly} even {during the sale|over a long weekend|in a busy week}{, no delay at all|\
, two days and done|, right on schedule}
{Straight|Went straight} {through|past} customs and {at my door|delivered} {in four days|within the week}
{From click to doorstep|Order to door|Door to door} in {under 48 hours|two days|less than three days}
{They ship|This shop ships|They send things out} {fast|quickly|the same day}, {every time|without fail|and \
it shows}
{Parcel|The parcel|Package} {arrived|came} {early|promptly|well before the date given}{| and in one piece}
{Delivered|Handed over|Left} {exactly|right} {when they said|in the slot I chose|on the promised day}
{Speed|The speed} of delivery {was excellent|is top notch|really surprised me}
{Roasted on <wd>, in my kitchen|Roasted and at my door} {by the weekend|within three days|before I knew it}
^{I was worried about the timing|It was a last-minute order|I'd been burnt by other shops}, but
^{Living out in the countryside|Being on an island|With customs in between}, I expected delays;
^{Ordered on a public holiday|Bought it during the big sale}, and
^{As a first-time customer|Not knowing this shop}, I was happy that
$it {arrived|came|was here} in {two days|no time}
$delivery was {really fast|quick|prompt}
$the parcel {turned up|arrived} {early|a day ahead of schedule}
$it {shipped the same day|was sent out at once}
#{Fast delivery|Quick shipping|Arrived early|Speedy|Next day!}
""",
    "damaged_packaging-": """
The box {arrived|came|turned up} {crushed|dented|torn open|soaking wet|completely squashed}
{Packaging|The packaging|Packing} was {terrible|flimsy|a joke|careless|far too thin}
{No padding|Hardly any padding|One sheet of paper|No bubble wrap} around {the <item>|something breakable|\
the contents}
{The <item>|Mine|It} was {rattling around|loose|sliding about} {in a huge box|inside an oversized carton|\
with nothing to hold it}
{Arrived|Came} with {a hole in the box|the tape peeled off|one corner caved in|the lid open}
{The outer box|The carton|The gift box} was {so battered|so torn|damaged so badly} {I couldn't give it as a \
present|that I'm amazed anything survived}
{I opened the box and|On arrival|When I unpacked it,} <damage>{| in transit| and nobody had checked}
{Shipped|They sent it|Posted} in {a thin paper bag|a flimsy envelope|just its retail box} {with no \
protection|, no wonder it got damaged}
{On arrival|When I opened the box|Under the torn cardboard}, <damage>{| because of poor packing| from the \
journey}
{Please|They need to|You should} {pack things better|use more padding|use a proper box}, {mine came damaged|\
the corners were crushed}
{Shipping label|The label|Packing tape} {stuck|slapped} {right on|directly onto} the {product box|gift \
box}, {ruined it|tore when I removed it}
{Looked like|As if|Looks as though} {someone had stood on it|it had been kicked here|it went through a war}
{Product is fine|The <item> itself is OK|Contents survived} but the {box|packaging} was {destroyed|a mess|\
badly crushed}
{Second|Third} {time|order} {in a row|running} the box {came damaged|was crushed|had burst open}
~{box was|came} {smashed to bits|absolutely battered|totally wrecked}, {nice one|great job guys|thanks a lot}
~{who packs|who packed} {a parcel|this} {with no bubble wrap|in a paper bag}{??| lol| seriously}
{It had been raining|Rain got in|The box was wet} and {the cardboard was falling apart|everything inside \
was damp}
{One of the two|Two of the six|One out of three} {was damaged|was dented|arrived in a bad state} {thanks to \
the packing|because they knocked together}
{Far too much|Way too much|A giant} {empty box|air in the box} and {far too little|not enough} {protection|\
cushioning}
{I'm all for|Fully support|I like} less plastic, but {the box must survive the trip|not if things arrive \
broken|this was just unprotected}
{Seal|The seal|The inner seal} was {broken|open|already torn} {when it got here|on arrival|and the box was \
dirty}
{Bought as a gift|It was a present}, {but the box was|and the packaging was} {scuffed and torn|in no state \
to give away}
{Bad packing|Because of the packing|Thanks to careless packing}: <damage>
{The parcel|Package} {was|had been} {opened and retaped|taped up badly|half open} {on arrival|when the \
courier handed it over}
{Fragile stickers|"Fragile" on the box|A fragile label} {would have helped|might be an idea}, the {corner|\
side} was {crushed|stove in}
{Poorly|Badly|Carelessly} {packed|packaged|wrapped}{, arrived dented|, arrived in a sorry state|: the box \
had split along one side}
^{I was looking forward to a nice box|It was meant as a present|I had paid for careful packing}, but
^{As soon as the courier handed it over|Before I even opened it|When I picked it up}, I could see that
^{Everything else about the order was fine|Delivery was on time|I love the <item>}, but
^{For something sent abroad|For something sold as a gift|At this price},
$the {box|carton|packaging} {was crushed|was torn|had collapsed on one side}
$the packing was {hopeless|careless|nowhere near good enough}
$<damage>
$there was {no padding at all|barely any cushioning in the box}
#{Damaged box|Poor packaging|Arrived crushed|Badly packed|Came broken}
""",
    "gift_wrapping+": """
{Beautifully|Gorgeously|Exquisitely|So nicely} {gift wrapped|wrapped|presented}{|, almost too pretty to \
open|, felt really special}
{The gift wrapping|Wrapping|The wrapping} {was|is} {stunning|lovely|elegant|a work of art}
{Bought|Got this|Ordered} {for <who>|as a gift for <who>} and {the wrapping|the gift box} {was a hit|got \
more praise than the gift}
{Gave it|I gave this} to <who> {as a present|as a <giftday> present} and {the ribbon and box|the wrapping} \
{made it special|wowed everyone}
{Free|Complimentary} gift {wrap|wrapping} {this nice|of this quality} is {rare|a real bonus|unheard of}
{Came|It came|Arrived} {in a beautiful box|wrapped in cloth|with ribbon and card}, {ready to give|no need \
to rewrap|ready to hand over}
The ribbon{, the paper and the card|, the bow and the box| and the paper} looked {so elegant|expensive|very \
Japanese}
{They included|There was|Came with} a {handwritten|little|printed} {gift card|message card} {exactly as I \
asked|for free}{|, lovely touch}
{Perfect|Ideal|Great} {gift presentation|for gifting|as a present}, {wrapped with care|the wrapping is \
gorgeous|nicely boxed}
{<who>|The recipient|My host} {loved|adored|kept} the {wrapping|paper and ribbon|gift box}{| as much as the \
gift| and reused it}
{No price|They left the price out|No invoice} in the box and {lovely wrapping|beautifully wrapped}, {so I \
could send it direct|perfect for sending straight to her}
~the {wrapping|gift wrap} {omg|though}, {so pretty|too cute to open|insta worthy}
~{10/10|top marks} {gift wrap|wrapping}, {<who> was over the moon|saved me so much time}
{Wrapped|Gift wrapped} in {furoshiki cloth|washi paper|indigo paper}, {<who> was delighted|a lovely \
Japanese touch}
{Even the tape|Every corner|Every fold} was {perfect|neat|crisp}, {you can tell someone cared|the wrapping \
is immaculate}
{I asked for|Requested} {separate wrapping|three separate gifts|different ribbons} and {they did it|it was \
done} {perfectly|free of charge|beautifully}
<giftday> {present|gift} sorted, the {box|wrapping|ribbon} {looks fantastic|is really classy}
{Great|Wonderful} {choice of|range of} {wrapping papers|ribbons|gift bags}{, I picked the green| to choose \
from|, all tasteful}
{The seasonal|This year's|The festive} {wrapping|gift box} is {adorable|delightful|so charming}
{The unboxing|Opening it|Unwrapping it} {was half the fun|felt like a ceremony}, {so carefully wrapped|\
lovely paper and bow}
{Sent|I sent it} {straight|directly} to <who> and {the wrapping was the first thing mentioned|got a photo \
of the pretty box back}
{Worth|Well worth} {the extra ¥300|paying} for the gift {wrap|box}, {it looks luxurious|very smart}
{A sturdy|The sturdy|A handsome} gift {box|bag} and {matching ribbon|a neat bow} {made it feel premium|, \
what more could you want}
{Everyone|People} at the {wedding|party|shower} {asked where it was from|admired the wrapping}{|, that pretty}
{Wrapping|Gift wrapping} was done {at the last minute|on short notice} and {still looked perfect|was still \
beautiful}
{Such|What} {thoughtful|tasteful|pretty} {gift packaging|wrapping}{|, I was proud to hand it over}
^{I had it sent straight to <who>|I ordered it as a <giftday> gift|It was a <giftday> present}, and
^{I added the gift option on a whim|I paid just ¥300 extra|I'm hopeless at wrapping, so I chose the gift \
option}, and
^{She hasn't even used it yet|The gift itself is modest}, but
$the {wrapping|presentation} was {beautiful|gorgeous|perfect}
$it came {beautifully wrapped|with ribbon, card and all|in the prettiest box}
$the {gift box|wrapping} {looked so elegant|was admired by everyone}
#{Perfect gift|Beautiful wrapping|Lovely present|Gift ready|Gorgeous gift box}
""",
    "gift_wrapping-": """
{Paid|I paid} {extra|¥300} for gift {wrapping|wrap} and it {came in a plain box|wasn't wrapped at all|\
arrived unwrapped}
{The gift wrap|Wrapping} was {a sad bag with a sticker|crumpled|sloppy and torn|nothing like the picture}
{Forgot|They forgot|Left out} the {gift message|card|ribbon} {I asked for|I'd written|}{|, so she didn't \
know who it was from}
{Invoice|The invoice|The receipt} with the price was {left in|inside} the {gift|box I sent to <who>}, {so \
embarrassing|not ideal}
{Wrong name|The wrong name|A typo} on the {gift card|message}, {very awkward|<who> was confused}
{Had to|I had to|Ended up having to} {rewrap it|buy paper and wrap it} myself {the night before|because the \
wrapping was so bad}
~gift {wrap|wrapping} {was a joke|lol}, {a bag and a sticker|looked like a kid did it}
{The ribbon|The bow|The gift bag} was {squashed|missing|coming off} {on arrival|when it got there}{|, so I \
couldn't give it like that}
{For the money|At ¥300}, the {gift option|wrapping} is {poor|not worth it|a let-down}
{Chose|I chose} the {festive|floral|premium} {wrapping|gift box} and got {plain brown paper|the standard bag}
#{Gift wrap disappointing|Not gift wrapped|Poor wrapping}
""",
}
