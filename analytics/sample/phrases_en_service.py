"""English sentence patterns about customer service and cancelling; grammar.py says how they are written."""

BANKS: dict[str, str] = {
    "support_slow-": """
{Emailed|Wrote to|Contacted} {support|customer service} <days> ago and {still no reply|heard nothing back|\
got only silence}
{Customer service|Support|The help desk} {never answers|doesn't reply|hardly ever gets back to you}
It took <days> to {get an answer|hear back|receive a one-line reply} from {support|customer service|anyone}
{On hold|Waited on hold|Held} for {forty minutes|an hour|half an hour} and {got cut off|gave up|the line \
went dead}
{All I get|All I got back|The only reply} {is|was} {an automated message|a canned response|a copy-paste \
answer}
{The chat|Live chat|The chatbot} {just loops|is useless|never reaches a human|goes round in circles}
{Passed|I was passed|They passed me} {from one agent to the next|around four departments|back and forth} \
{and nobody helped|without an answer}
{Had to|I had to} {chase|email|ring} them {three times|four times|again and again} {before anyone responded|\
to get any reply}
{They said|I was told|The message said} someone would contact me {within 24 hours|in two working days}, \
{that was <days> ago|it's been <days>}
{Nobody|No one} {picks up|ever picks up|answers} the phone{|, whatever time I call|, I tried all week}
{Every|Each} agent {asks|asked me} {for the same details|to explain it all again|for my order number again}
{Response|Reply} times are {awful|a joke|shocking|unacceptable}, {<days> for a simple question|<days> and \
counting}
~{hello|anyone there|is anyone alive}?? {sent 3 emails|opened two tickets}, {zero replies|not one answer}
~support is {a ghost town|dead|nonexistent}, {don't bother|<days> no answer|you're on your own}
{My ticket|The ticket|My case} {has been open|has sat there|is still "pending"} {for <days>|after <days>}
{When they finally replied|The answer I got after <days>}, {it didn't answer my question|it was about \
something else}
{Reported|I reported} {a faulty <item>|a missing part|the wrong item} and {nobody has come back to me|it's \
been <days> of nothing}
{No phone number|There's no phone number|Can't find a number} anywhere and the {form|contact form} {goes \
unanswered|leads nowhere}
{Support hours|Their opening hours} {are useless|make no sense} {if you work|outside Japan}, {nobody \
replies for days|always closed}
{The return window|My return period} {closed|ran out} while {I was waiting for an answer|support sat on my \
email}
{Slow|Painfully slow|Very slow} {customer service|support|to respond}, {shame|needs sorting|and not very \
helpful either}
{They read|Someone read} my {message|chat} and {never replied|closed the ticket}{| without a word| twice}
{You'd think|I would expect} {a company this size|a shop like this} could {answer an email|reply} within {a \
week|a few days}
{Getting hold of|Trying to reach|Contacting} {support|a human|customer service} is {impossible|a nightmare|\
a full-time job}
{Sent photos|I sent photos}, {order number|receipt} and everything, {then nothing|then silence for <days>}
{Still|I am still} waiting for {a reply|an answer|someone} from {customer care|support|your team} {after \
<days>|about my complaint}
^{I asked a simple question about the warranty|I wrote about a missing part|I reported the fault with \
photos}, and
^{After opening a ticket|Since my first email|After being promised a call back},
^{The <item> itself is fine|I like the products}, but
^{When something goes wrong|If you need help},
$support {took|needed} <days> to {reply|get back to me}
$I {have heard nothing|got no answer} for <days>
$nobody {replies|answers|gets back to you}
$customer service is {painfully slow|impossible to reach|no help at all}
#{No reply|Support never answers|Awful customer service|Still no response|Slow support}
""",
    "support_kind+": """
{Customer service|Support|The support team} {was|were} {<very>|extremely|wonderfully} {helpful|kind|\
friendly|patient}
{The lady|The guy|The person|Whoever} {on the phone|in the chat|who answered my email} {was lovely|couldn't \
have been nicer|sorted it in minutes}
{Had an issue|I had a problem|There was a mix-up} with {my order|the address|a part} and they {fixed it|\
sorted it} {right away|with no fuss|in no time}
They {replaced|exchanged|swapped} {it|the broken one|my faulty <item>} {without any hassle|no questions \
asked|within days}
{Got a reply|They answered|Support replied} {within the hour|the same evening|in ten minutes} {and solved \
it|with a clear answer|, so kind}
{A handwritten|There was a handwritten|Loved the handwritten} {note|thank-you card} in the box{, such a \
nice touch|, made my day|}
{Really|So} {patient|kind} {explaining|when explaining|walking me through} {how to set it up|the grind \
settings|the return} {to me|step by step}
{Best|Some of the best} customer {service|care} {I've had|I have experienced} {in years|anywhere|from an \
online shop}
{It was my mistake|I'd typed the wrong address|I ordered the wrong one} but they {helped anyway|changed it \
with a smile|were so nice about it}
{Sent|I sent} {a photo|one picture} of the {damage|broken <part>} and {a new one was on its way|they \
shipped another} {the same day|at once}
{They went|The staff went|Went} {above and beyond|out of their way} {to help|for me|to find the right part}
{The staff are|Everyone I dealt with was|They are all} {polite|genuinely kind|warm} and {well informed|\
quick to help|easy to talk to}
~{support|customer service} {were|was} {amazing|so sweet|legends}, {10/10|thank you Emi|sorted in 5 min}
~{shout out|big thanks|props} to {the support team|whoever does the chat}, {so helpful|you rock|absolute \
stars}
{Asked|I asked} {a silly question|about beans|which grinder to buy} and got {a thoughtful|a long, friendly|\
a really helpful} answer
{Even after|Although} the warranty {had ended|was over}, they {repaired it for free|sent me a new <part>|\
still helped}
{Friendly|Courteous|Caring}{, patient|, knowledgeable|} {service|help} {from start to finish|all the way|\
every time I write}
{I felt|You feel|We felt} {looked after|listened to|like a valued customer}{| from the first email}
{Replied|They replied} {in good English|in plain English|politely} and {arranged|organised} {everything|the \
exchange|the pickup} {for me|quickly}
{Nothing|No request} was {too much trouble|too small} for {them|the support team|the shop}
{They even|The team even|She even} {called me back|followed up a week later|checked that all was well}
{Turned|They turned} {a bad start|a complaint|my complaint} into {a great experience|a reason to come back}
{Owner|The owner|Someone from the shop} {wrote to me personally|rang to apologise}, {you don't get that \
often|which I appreciated}
{Changed|They changed} {my delivery date|the colour|the gift message} {at the last minute|with no fuss} and \
{were charming about it|kept me posted}
{Excellent|Outstanding|First-class} {support|service|after-sales service}{, thank you|, would recommend|}
{Help|The help} I {got|received} {over chat|by email} was {excellent|quick and kind|spot on}
^{I messed up my order|The <item> had a small fault|A part was missing|I couldn't get it to work}, but
^{I was ready for an argument|I'm not good with these things|I was in a bit of a panic}, and
^{When I wrote to ask about a return|When I rang about the warranty|When I needed advice},
^{It was my first time ordering from Japan|My dad needed help with it}, and
$they {helped me|sorted everything out|took care of it} {straight away|with great patience}
$the {support team|lady who answered} was {so kind|lovely|incredibly helpful}
$they {couldn't have been nicer|were friendly and quick}
$customer service {made it easy|was brilliant|put it right}
#{Great support|So kind|Lovely customer service|Helpful staff|Thank you team}
""",
    "refund_slow-": """
{Still waiting|I'm still waiting|Waiting <weeks> now} for my {refund|money back|money}
{Returned|I returned|Sent back} {it|the <item>} {a month ago|six weeks ago|three weeks ago} and {no refund \
yet|haven't seen a penny}
{Refund|The refund|My refund} {took|has taken} {over a month|six weeks|far too long}
{They say|Support says|The site says} the refund {was processed|is done|went out}, but {nothing on my card|\
my bank has nothing}
{Cancelled|I cancelled} {the order|it within an hour} and {was charged anyway|they still took the money|the \
money is still gone}
{Quick|So quick|Very fast} to {take your money|charge you}, {slow|not so quick} {to give it back|when they \
owe you a refund}
{Refunded|They only refunded|Got back} {half|part of it|less than I paid} and {I'm chasing the rest|no one \
explains why}
{Offered|They offered me|All they offer is} {store credit|points} instead of {a refund|my money back}
{"5 working days"|"Within two weeks"|"Ten days at most"}, they said. {It's been a month|That was seven \
weeks ago|That was over a month ago}
{Charged twice|Double charged|Billed twice} and {the second payment|the extra charge} {still isn't refunded|\
hasn't come back}
~{give me|where's|just send} my {money back|refund}{!!| already}, {item went back weeks ago|it's been a month}
~refund {still "pending"|nowhere to be seen} {lol|after a month}, {love that for me|thieves}
{Had to pay|I had to pay|They made me pay} return {postage|shipping} {and wait|and then waited} {a month|\
weeks} for the {refund|rest}
{The return|My parcel|The <item>} {was delivered to them|got back to them|was signed for} {two weeks ago|on \
the 3rd|ages ago}, {no refund|still nothing}
{My refund|The refund} {status|page} {has said|still says} "{in progress|being reviewed|pending}" for \
{weeks|a month|<weeks>}
{Bank|My bank|The card company} {blames the shop|says nothing was sent}, {the shop blames the bank|the shop \
says wait}
{I've written|Wrote|Emailed} {four times|three times|every week} {about my refund|asking for my money}
{Refund process|Getting a refund|The returns process} is {a nightmare|hopelessly slow|a mess}
{Preorder|The preorder|My backorder} {was cancelled|fell through} {by them|on their side}, {money not \
returned|yet I wait for my money}
{No confirmation|Never got confirmation|There was no email} that the {return was accepted|refund had started}
{Why does it take|How can it take} {a month|this long|weeks} to {refund|return} {¥4,000|a card payment|one \
item}?
{Ended up|I ended up} {asking my bank for a chargeback|disputing the charge} {after weeks of waiting|to get \
my money}
{Refund arrived|Got the refund|The money came back} {eventually|in the end}, {after 5 weeks|after countless \
emails}
{They kept|The shop kept|Sat on} my money for {five weeks|over a month|ages} {after the return|before \
paying it back}
{I want|I'd like|All I want is} my {money|refund}{, not vouchers|, not another apology|, please}
^{I sent the <item> back the day it came|I returned it unopened|The return was accepted by email}, but
^{Weeks after cancelling|A month after the return|Despite three reminders},
^{The wrong item came and I sent it back|It arrived broken and I returned it}, and
^{The return itself was easy|They admitted the mistake}, yet
$the refund {has not arrived|is still pending|never came}
$I'm still {waiting for my money|out of pocket}
$they {haven't refunded me|are sitting on my money}
$it took {six weeks|over a month} to get my money back
#{Where is my refund|Refund too slow|Still no refund|Money not returned|Refund pending}
""",
    "cancel_hard-": """
{Impossible|Nearly impossible|So hard} to cancel {the subscription|my plan|this thing}
{There's no|I can't find a|Nowhere is there a} cancel {button|link|option} {anywhere|in the app|in my \
account|for the subscription}
{You can only|They only let you} cancel by phone, {and nobody answers|Japan hours only|on weekdays from ten \
to five}
{Cancelled|I cancelled|Thought I'd cancelled} the subscription {twice|last month|weeks ago} and {got \
charged again|another box still came}
{Signing up|Subscribing|Joining} takes {one click|ten seconds}, {cancelling|getting out|leaving} takes {an \
hour|a phone call|forever}
{Page after page|Screen after screen|Five screens} of "{are you sure|don't go|you'll lose your perks}" \
{before you can cancel|just to cancel}
{They keep|Kept|The site keeps} {offering me|pushing} discounts {instead of letting me cancel|when all I \
want is to cancel}
{Tried|I tried|Been trying} to {cancel|pause|stop} my {coffee subscription|subscription|deliveries} {for \
<days>|all morning|three times}
{The cancel page|Cancellation page|The form} {gives an error|sends me back to the start|doesn't load}
{Nobody told me|It was in tiny print|I wasn't told} {there was a three-box minimum|you must cancel 10 days \
ahead|it renews by itself}
{Hidden|They hide|Buried} the {cancellation|unsubscribe} {option|link} {deep in the menus|under four menus|\
at the bottom of the terms}
~{let me|just let me|LET ME} {cancel|unsubscribe|leave}{!!| already}, {how is this legal|i've clicked \
everything}
~{subscription|sub} {trap|from hell}, {can't cancel|took me an hour to cancel|no cancel button lol}
{I just want|All I want is|Simply want} to {stop|end|cancel} {the monthly box|my subscription}{, why is it \
so difficult|, is that so hard|}
{Pausing|Skipping a box|Pausing a delivery} {isn't possible either|doesn't work}, so {I have to cancel|I'm \
stuck with coffee I can't drink}
{My request|Cancellation request|The request} {was ignored|was never confirmed|vanished} and {the next box \
shipped|I was billed again}
{They asked|Had to answer|They made me answer} {ten questions|a long survey} about {why I'm leaving|my \
reasons} {before cancelling|and then it crashed}
{Cancelling|Ending the subscription|Getting out} {should be|ought to be} as {easy|simple} as {signing up|\
starting it}
{"Cancel any time"|Cancel anytime}, they {said|claim|advertise}. {Not true|Good luck|Try it and see}
{Had to|I had to|Ended up having to} {block my card|call my bank|remove my card} to {stop the subscription|\
get out of it}
{An agent|The agent|Some guy} {argued with me|tried to talk me out of it|kept me on the phone} {for twenty \
minutes|when I asked to cancel}
{I have|We have} {six bags|too much coffee} {left|piling up} and {still can't|no way to} {stop|cancel|skip} \
the {next box|deliveries}
{Moving abroad|I'm moving|Going away}, so I need to {cancel|end my subscription}, {and there's no way to do \
it|been at it for <days>}
{Leaving|I'm leaving|I'm done} {for good|after this}, {the cancellation maze was the last straw|I won't \
subscribe anywhere like this again}
{A subscription|Any subscription} you {can't leave|can't cancel online} is {a trap|bad business|shameful}
{Auto-renewed|It auto-renewed|Renewed} {without warning|behind my back} and {I can't turn it off|cancelling \
leads nowhere}
^{I liked the beans, but when I wanted to stop|After a year as a subscriber|When I moved house},
^{It says you can cancel any time, but|The terms promise an easy exit, yet}
^{I've looked through every menu|I filled in the cancellation form twice|I called three times}, and
^{Because of my health|As I drink less now|Since the price went up}, I wanted to end the subscription, but
$I {couldn't find a way to cancel|went round in circles}
$cancelling {was a nightmare|took forever|was made as hard as possible}
$I was {charged for another box|still billed the next month}
$there was {no cancel button|no way to cancel online}
#{Can't cancel|Cancelling is a nightmare|Subscription trap|Let me cancel|Impossible to unsubscribe}
""",
}
