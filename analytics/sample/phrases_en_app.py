"""English sentence patterns about the app, the site and money; grammar.py says how a pattern is written."""

BANKS: dict[str, str] = {
    "app_crash-": """
{App|The app|It} {crashes|keeps crashing|crashes constantly} {since the update|since <ver>|after the latest \
update}
{Crashes|It crashes|Shuts down} {every time|whenever|each time} I {open the cart|tap checkout|open a \
product|view my orders}
{Won't|The app won't|It won't} {even open|start|launch} {since <ver>|on my <dev>|after updating}
{Ever since|After|Since} the {update|last update|<ver> update} {it freezes|the app freezes|it just closes} \
{on the splash screen|within seconds}
{Updated|I updated} to <ver> and {now it's unusable|the app closes itself|it crashes at payment}
{Freezes|It froze|The app froze} {at checkout|while paying|on the last step} and {I don't know if I was \
charged|I ended up with two orders}
{Reinstalled|I've reinstalled|Tried reinstalling} {twice|three times|it}, {cleared the cache|restarted the \
phone|}{ and| but} it {still crashes|keeps closing}
{White|Blank|Black} screen {on launch|when I open it|forever}, {nothing loads|have to kill the app|since \
<ver>}
{Worked|It worked|Everything worked} {perfectly|fine|great} {before the update|until <ver>}, {now it \
crashes all the time|now it dies in seconds}
{Crashing|It's crashing|Crashes} {non-stop|five times a day|all day} on {my|a} <dev>
{Roll back|Please roll back} {the update|<ver>|to the old version}{|, it crashes far too much| until it \
stops crashing}
{Please fix|Fix|Can you please fix} the {crashes|crashing|bugs in <ver>}, {I can't order anything|it is \
impossible to shop|used to love this app}
{Barcode scanner|The coupon screen|Search|The photo picker} {crashes the app|makes it close|freezes \
everything} {every time|since the update}
~crash crash crash, {did anyone test|who tested} {<ver>|this update}{?|??}
~{app|this thing} {is broken|dies} {after|since} {the update|<ver>}, {open, crash, repeat|cant even log my \
points}
{The new version|<ver>|The latest release} is {a disaster|a buggy mess|full of bugs}: {it crashes|it hangs} \
{constantly|on every screen|when I scroll}
{Closes|It closes|Shuts itself} {by itself|without an error|for no reason} {as soon as I log in|when I tap \
an item|after a few seconds}
{Lost|I lost} my {cart|basket|saved items} {because it crashed|after the app crashed|when it froze} {again|\
for the third time}
{Can't|I can't} {show my points card|redeem a coupon|finish an order} because the app {crashes|won't open|\
hangs}
{Dropping|Had to drop|Changed} my {rating|stars} from five to {one|two}: {it crashes since <ver>|the update \
ruined it}
{Using|I now use|Back to} the {website|browser} {since|because} the app {crashes|no longer opens|is dead \
after the update}
{Laggy|Slow|Sluggish} and then {it crashes|it freezes|boom, home screen}{, every single time|, since <ver>|}
{Sent|I've sent} {crash reports|three bug reports} {and nothing changes|since <ver>}, {it still crashes|\
still freezing}
{On iOS|On Android|With my <dev>} {it crashes|it hangs|the app quits} {right after the logo|the moment I \
scroll|at login}
{Notifications|Tapping a notification|Opening a link} {kills the app|makes it crash}{| since the last \
update| on <ver>}
{Unstable|Very unstable|Totally unstable} {since <ver>|now|after the redesign}, {freezes and closes|I give \
up after the third crash}
^{I've used this app for years without trouble|It was my favourite shopping app}, but since {<ver>|the update}
^{Everything on my <dev> is up to date|I have reinstalled it three times}, and still
^{As soon as I try to pay|When I open my order history|If I switch between pages},
^{The new look is nice|I like the shop}, but
$the app {crashes|closes|freezes} {every time|within seconds|constantly}
$it {won't open|won't load past the logo|hangs on a white screen}
$it {crashes|shuts down} without {warning|any error}
$I get {kicked out|thrown back} to the home screen
#{Crashes after update|Keeps crashing|Won't open|<ver> broke it|Unusable since update}
""",
    "login_trouble-": """
{Can't|Cannot|I can't} log in{| anymore| at all}, {even though my password is right|it says wrong password|\
no idea why}
{Never get|I never receive|Still haven't got} the {verification code|2FA code|SMS code}{| on my phone| by \
text}
{Two-factor|2FA|The two-step login} {code never arrives|is broken|rejects every code|locks me out}
{Logged out|It logs me out|Keeps logging me out} {every single time|every few days|whenever I close it}
Password reset {email never came|link has expired|link doesn't work|goes to spam or nowhere}
{Changed|I changed|Got a} {phones|my number|new phone} and {now I'm locked out|can't verify my login|the \
login code goes to my old number}
{My account|The account} {got locked|is locked|was blocked} {for no reason|after two tries} and {there's no \
way to unlock it|I can't reset it}
{Face ID|Fingerprint login|Passkey} {stopped working|keeps failing|isn't recognised}, so I {type my \
password every time|can't sign in}
{Login|The login|Sign-in} {page|screen} {just spins|loads forever|goes blank}
{Sign in with Google|Apple sign-in|Facebook login} {fails|is gone|makes a new account} {every time|and my \
points are in the old one|}
{The captcha is|Captchas are|Those picture puzzles are} {endless|driving me mad|back five times before I \
can log in}
{The code|Login code} {expires|times out} {before it arrives|in thirty seconds|while I'm typing it}
{It says|The site says|I'm told} my {email|account|number} {doesn't exist|isn't registered}, {but I've \
ordered for years|yet I get their newsletter}
{Why|Why on earth} do I {have to|need to} {log in|enter a code} {every time|again and again}{?|, please \
remember me}
~{let me|just let me} {in|log in}{!!| ffs}, {wrong password my foot|the code is RIGHT}
~{login|2fa|sign in} {is broken|doesnt work|hates me}, {reset 4 times|same error}
{Abroad|Travelling|While travelling}, {the SMS code doesn't reach me|I can't get the code}, so {no login|I \
couldn't log in at all}
{The website|Browser|My laptop} lets me in but {the app|my phone} {says wrong password|won't accept my login}
{Forced|They forced|Now there's forced} two-factor {on everyone|login}, {and it barely works|so annoying|my \
parents can't manage it}
{Reset|I reset} my password {three times|twice} and {it's still "invalid"|it still won't let me in|still \
can't sign in}
{Support told me|They told me} to {log in to open a ticket|sign in first}, {but logging in is the problem|\
which I can't}
{Can't see|I can't get to} my {points|orders|subscription} because {I can't log in|the login fails}
{Security is fine|I get the security}, but {a code every visit|two codes per login} {is too much|drives \
customers away}
{Locked out|I'm locked out|Been locked out} of my account for <days>{|, codes never come|, no help}
{Keeps|It keeps} {asking for my password|saying session expired|bouncing me back to the login page}
{Email verification|The confirmation link|The magic link} {opens a blank page|says invalid|never \
verifies}{, so I can't sign in|, so no login|}
^{I've had this account for years|I only wanted to change my address|I got a new phone last week}, and
^{Every time I open the app|Since this morning|After resetting my password twice},
^{I want to check my points|I need to edit my subscription}, but
^{The password is saved in my phone|I copy and paste the code}, yet
$I {can't log in|can't get past the login screen|am locked out}
$the {verification code|code|text message} never {arrives|comes through}
$it {says my password is wrong|rejects my login|sends me back to sign-in}
$the two-step check {fails|doesn't work}
#{Can't log in|No verification code|Locked out|Login broken|2FA nightmare}
""",
    "site_usability-": """
{Search|The search|Site search} {is useless|never finds anything|doesn't work|brings up everything except \
what I want}
{Can't|I can't|Hard to} find {anything|what I'm looking for|the thing I bought last time} on {this site|the \
website|here}
{Filters|The filters|Sorting} {don't work|are hopeless|reset themselves|do nothing}{| on mobile}
{The website|Site|The site} is {confusing|a maze|cluttered|a mess to navigate}
{Typed|I typed} the exact {name|model number} and got {zero results|"no matches"|unrelated stuff}
{Navigation|The menu} makes no sense, {why are kettles under gifts|took me ages to find the grinders|I keep \
getting lost}
{Hitting back|The back button|Going back} {takes you|throws you} to the top {of the list|again}, {so \
annoying|I lose my place}
{Sold out|Out-of-stock} {items|things} {fill|clog} the {results|search page}, {hide them|finding what's \
available is a chore}
{Shipping cost|The shipping cost|Postage} {only shows|is hidden} {at the last step|until checkout}, {please \
show it earlier|bad design}
{On a phone|On mobile|On my phone} the {text is tiny|buttons are impossible to hit|pages jump around}
{Too many|So many|Endless} {banners|pop-ups|recommendations}, {can't see the products|finding a product is \
a struggle}
{Old site|The old site|The previous layout} was {so much easier|far better} to {use|find things on|browse}
{No way|There's no way} to {reorder|filter by size|compare items|sort by roast}, {have to search each time|\
which is basic}
{Took|It took me} {twenty minutes|ages|half an hour} to {find the right filter papers|find the product page|\
work out the site}
~{search|the search bar} {sucks|is a joke|lol}, {google finds it faster|i gave up}
~{site|website} {layout|design} {is chaos|wtf}, {where is anything|cant find a thing}
{Categories|The categories} are {all over the place|too broad|badly named}, {it's easy to get lost|hard to \
browse}
{Wishlist|My wishlist} {can't be sorted|is a mess}, {can't find things again|scroll and scroll}
{Half|Most} of the pages {are only in Japanese|have no dimensions|lack the basics}, so {choosing is \
guesswork|it's hard to find what fits}
{Pages|The pages|Search results} {load slowly|take forever to load}, {by then I've lost patience|browsing \
is no fun}
{I know|I know for sure} they {sell it|have it}, but {the search won't show it|you'd never find it on the \
site}
{Sorting by price|"Sort by price"|"Newest first"} {shows a random order|is broken}{, which makes searching \
pointless|, how hard can it be|}
{Help pages|The FAQ pages|Return instructions} are {impossible to find|buried}{| somewhere at the bottom| \
under three menus}
{Clunky|Awkward|Confusing} {website|shop|interface}, {gave up twice|nearly didn't buy|needs a rethink}
{A decent|A proper|Any} search {function|box} would {help|make this shop so much better}, {I never find \
anything|now it's hit and miss}
{Search results|Results} {change|differ} {between English and Japanese|if you spell it differently}, {very \
confusing|you miss half the range}
^{I wanted to buy the same beans again|I was after a spare lid|I only needed filter papers}, but
^{Since the redesign|With the new website|After the site changed},
^{Lovely products|The shop has great things}, but
^{Even when I type the exact product name|If you browse on a phone},
$the {search|site} is {so hard to use|hopeless|no help}
$I {couldn't find it|had to hunt for it|gave up looking}
$you {can't find anything|get lost in the menus}
$the search {shows nothing|returns rubbish}
#{Hard to find anything|Bad search|Confusing site|Website is a maze|Clunky website}
""",
    "site_usability+": """
{App|The app|Website|The site} is {clean|clear|intuitive} and {easy to use|simple to get around|a pleasure \
to browse}
{Easy|So easy|Really easy} to {find what I want|order|reorder my usual beans}{|, three taps and done|, even \
for me}
{Search|The search|The filter} works {well|a treat}, {found what I needed|my beans turn up} {in seconds|\
straight away}
{Checkout|Ordering|Reordering} takes {seconds|three taps|no time at all}
{Big|Clear|Great} {photos|pictures|product pages} {make choosing easy|and all the details}{|, nice to browse}
{Even|Easy enough that} {my dad|my mum|a technophobe like me} {can use it|orders on it without help}
{Fast|Snappy|Smooth} {app|site}, {no clutter|pages load at once|easy to navigate}
{Love|I love|Like} the {restock alerts|wishlist|order tracking} {in the app|feature}, {so handy|very useful}
{Everything|Orders, points, tracking, everything} is {in one place|easy to find}{| in the app|, good layout}
~{app|site} is {super easy|slick|so smooth}, {ordered in 30 sec|no complaints|10/10 ui}
~{best|nicest} {shopping app|shop site} {i use|on my phone}, {finds everything|simple af}
{Browsing|Shopping} by {roast and origin|taste} {is fun|helps a lot}{|, well thought out}
{Good|Well-designed|Nicely laid out} {menus|app|website}, {I never get lost|easy to follow|works well on \
mobile}
{Switched|I switched} from the {website|browser} to the app and {it's so much easier|ordering is quicker}
#{Easy to use|Handy app|Great app|Simple ordering|Smooth}
""",
    "points_coupons-": """
{Coupon|The coupon|My coupon|Promo} code {didn't work|was rejected|"not applicable"|expired before I could \
use it}
{My points|Points|All my points} {vanished|expired|disappeared} {without warning|overnight|before I could \
use them}
{Points|My points|The bonus points} {were never credited|haven't shown up|never arrived} {for my last order|\
for the campaign|after <days>}
{The discount|Discount|10% off} {wasn't applied|disappeared at checkout|never came off}{ and I paid full \
price|, so I paid full price|}
{So many|Too many} {exclusions|conditions}, the coupon {is worthless|works on nothing I want|can't be used}
{Coupons|Vouchers|Codes} {can't be combined|don't stack|don't work} {with sale prices|with points|with \
anything}
{New customers|Only new customers|Newcomers} get {the good deals|all the coupons}, {loyal ones get nothing|\
what about the rest of us}
{Points rate|The points rate|Cashback} {was halved|got cut|keeps shrinking}, {not worth collecting|what's \
the use}
{Sent|They sent|They emailed} me a coupon that {had already expired|excluded my whole basket|needs a \
¥10,000 order}
{Minimum spend|The minimum spend} for the {coupon|voucher} is {far too high|silly|¥8,000, seriously}
{Returned|I returned} an item and {lost the coupon|my points weren't given back|the coupon was gone}
{Refer a friend|The referral bonus|My birthday coupon} {never arrived|was refused|turned out to be a trick}
~{coupon|promo} {scam|bait}, {nothing qualifies|never works on anything}
~{where|hey where} are my points{?|??} {spent a fortune|bought 3 bags} and {got zero|nada}
{Points expire|They expire} {way too fast|after a month}{|, blink and they're gone|, no reminder}
{Member ranks|The member ranks|Loyalty tiers} {reset|dropped} and {my perks are gone|nobody explains the \
rules}
{You can't use|Can't use} points for {shipping|sale items|part of the price}{|, so what are they for}
{The app|The site} shows {2,400 points|a coupon}, {checkout says zero|checkout ignores it}
{"Up to 30% off"|The big coupon event|Coupon day} {ran out by 9 am|was over in minutes}, {pointless|total \
let-down}
{I wrote a review|I filled in the survey} for {500 points|a coupon} and {got nothing|they never came}
{Confusing|Overcomplicated|Baffling} {points|coupon|loyalty} {rules|system|scheme}
{They raise|Looks like they raise} the price, then {hand out|offer} a coupon to {bring it back|pretend it's \
a deal}
{Free shipping|The free-shipping} {coupon|code} {was dropped|no longer works}{, not amused|, shame|}
{Be careful|Watch out|Careful}: the coupon {only works in the app|doesn't apply twice|is void if you use \
points}
{Customer since|With them since} 2021 and {not one coupon|my points are worth less every year}
^{I saved up points for months|I added things to reach the minimum spend|I waited for coupon day}, and then
^{At checkout|After entering the code|With 1,800 points on the account},
^{The email said 15% off|I was promised 500 points for a review}, but
^{I like a bargain|The shop is fine}, but
$the {coupon|code} {didn't work|was rejected}
$my points {had expired|were gone|never showed up}
$the discount {wasn't applied|was refused}
$half the shop is excluded from the {coupon|offer}
#{Coupon didn't work|Points gone|Misleading discount|Points never credited|Useless coupons}
""",
    "points_coupons+": """
{Used|I used|Stacked} {a coupon|my points|two codes} and {saved a third|got 20% off|saved loads}
{Great|Generous|Lovely} {points|loyalty|coupon} {system|scheme|programme}
{Points|The points} {add up|build up} {quickly|fast}, {my last bag was free|I pay shipping with them}
{Good|Frequent|Regular} {coupons|discount codes} make it {a bargain|great value|hard to resist}
{Coupon day|The monthly coupon|The app coupon} is {worth waiting for|a great deal|why I stock up}
{Birthday|The birthday|Welcome} {coupon|voucher} {was a nice surprise|saved me ¥1,000|worked perfectly}
~{coupon|promo} {stacking|code} {worked|ftw}, {basically half price|so cheap}
{Got it|Got the <item>|Bought this} {almost free|for next to nothing} {with points|thanks to a coupon}
{Easy|So easy} to {redeem points|use the coupon}{|, one tap at checkout}
{Love|I love} {earning points|the points} for {reviews|every order}{|, nice little perk}
#{Great deal with coupon|Points add up|Love the discounts}
""",
    "price_rise-": """
{Prices went up|The price has gone up|Prices keep going up|The price jumped} {again|twice this year|by a \
third|out of nowhere}
{Too|Far too|Way too} {expensive|pricey|dear} {now|these days|compared with last year}
{It used to be|This was|I remember it at} {¥1,200|¥980|¥1,500}, {now it's|now they want} {¥1,700|¥1,900|\
nearly ¥2,000}
{Third|Second|Another} price {increase|hike|rise} {this year|in six months|since I joined}
{Same|Same old} {product|bag|<item>}, {higher price|20% more expensive}{|, no explanation|, thanks for \
nothing}
{Smaller|They made a smaller} bag for the same {price|money}: {shrinkflation|a price rise in disguise|not \
fooling anyone}
{Shipping|Postage|Delivery} {costs|fees} {have doubled|went up as well|are now more than the coffee}
{Can't|I can't} {justify|afford} {it|this} {at the new price|any more|after the increase}
{Not worth|Hardly worth|No longer worth} the {money|new price|price they ask now}
{Love the <item>|Good quality|Nice stuff}, but the {price hikes|new prices} are {hard to swallow|too much|\
putting me off}
{I understand|Sure,|I get that} {inflation|costs go up}, but {30% at once|three times in a year} is {too \
much|greedy|a stretch}
{No notice|There was no notice|No warning} {before|of} the price {increase|change}{, I just saw it on my \
bill|}
{My subscription|The subscription|My regular order} {went up|is up} {by ¥300|15%|a lot} {without asking|\
from one month to the next}
{Value for money|Good value} {was the whole point|used to be the reason}, {not at this price|now it's gone}
{I found|You can get|Found} {the same thing|similar beans} {cheaper|for less} {elsewhere|down the road|at \
the supermarket}
~{how much|HOW MUCH}?? {was half that last year|did they add gold|no thanks}
~{price is a joke|prices are mental|prices through the roof} {now|lately}, {i'm out|bye|no thanks}
{Every time|Each time} I {reorder|come back|look}, {the price is higher|it costs more|it's gone up}
{Only buy|I only buy|Now I buy} {in the sales|when it's discounted} {because|since} the {normal price|list \
price} is {silly|too high now}
{Filters and spares|Replacement filters|Refills} have {gone up too|got expensive}{, which adds up|, running \
costs hurt|}
{Overpriced|A bit overpriced|Seriously overpriced} {for what it is|since the increase|for a plain <item>}
{Bring back|Please bring back} the old {price|prices}{|, or at least the old size|, I'd order twice as much}
{Cheap it is not|Not cheap any more|No longer a bargain}, {prices crept up all year|up again last month}
{Should have|Wish I had} {stocked up|bought two} before the price {rise|went up}
{Being|As} a {student|pensioner|family of five}, {we can't keep up with|I'm priced out by} {these increases|\
the new prices}
{Long-time|Loyal} {customer|buyer} here, {the price hikes are pushing me away|but prices are getting silly}
^{I've bought the same beans for three years|I come back every month|I really like this shop}, but
^{Every time I reorder|Looking at my last invoice|Compared with last spring},
^{I know everything costs more now|Coffee prices are up everywhere, I know}, but
^{The quality hasn't changed|Nothing about the product is better}, yet
$the price {has gone up by a third|is up again|keeps climbing}
$it's {too expensive|overpriced|out of my budget} now
$the increase is {hard to accept|way too steep}
$I {pay far more|can't afford it any more}
#{Too expensive now|Price went up again|Overpriced|Not worth the new price|Pricey}
""",
}
