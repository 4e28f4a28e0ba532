"""English words and sentences that belong to no planted topic: slots, padding, one-offs, mails."""

WORDS: dict[str, str] = {
    "very": "really|very|so|incredibly|extremely|super",
    "days": "three days|four days|five days|a week|eight days|ten days|two weeks|nearly three weeks",
    "wd": "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
    "who": "my mum|my wife|my husband|my sister|a friend|my dad|my partner|my flatmate|my aunt|my boss",
    "event": "my mum's birthday|our anniversary|a dinner party|my trip|the wedding|my dad's 60th",
    "color": "navy|forest green|mustard|terracotta|cream|sage|dusty blue|olive|charcoal",
    "color2": "grey|brown|off-white|black|purple|beige|washed-out green",
    "dev": "iPhone 13|iPhone 15|iPhone SE|Pixel 8|Pixel 7a|Galaxy S23|Galaxy A54|iPad|OnePlus|old Moto",
    "weeks": "two weeks|three weeks|20 days|a month|five weeks|six weeks",
}

# Kind of make → what a bad journey does to it, as a clause.
DAMAGE: dict[str, str] = {
    "brittle": "the <part> was chipped|the <item> was cracked|the <item> was broken|the <part> had a crack",
    "metal": "the <item> was scratched|the <item> had a dent|the <part> was bent|the <part> had a dent",
    "cloth": "the <item> was dirty|the <item> was damp|the <item> was stained|the <item> was creased",
    "coffee": "the bag had split|coffee had leaked out|the bag had a hole in it|the bag was squashed",
    "gift": "the gift box was crushed|a jar was broken|the ribbon was dirty|one corner of the box was torn",
}
# Month → the occasion people buy gifts for.
OCCASIONS: dict[int, str] = {
    2: "Valentine's Day",
    4: "Mother's Day",
    5: "Mother's Day",
    6: "Father's Day",
    12: "Christmas",
}
ANY_OCCASION = "birthday|anniversary|wedding|housewarming"

GENERAL: dict[str, str] = {
    "+": """
{Overall|All in all|All things considered}{, very happy| very satisfied|, a good buy|, couldn't be happier}
{Would definitely buy again|Will happily order again|I'd recommend it to anyone|I'd buy it again any day}
{Exceeded|It exceeded|Well above} my expectations
{Worth|Well worth} {every yen|every penny|the money}
{Very|So|Really} {happy|pleased|satisfied} with {my purchase|this|the whole order}
{Great|Excellent|Good} {product|buy|purchase|shop}{|, thanks|, five stars}
{Love it|I love it|Absolutely love it|We love it}
{Exactly|Just} what {I wanted|I needed|I was after}
~{love love love|10/10|so happy with this}{| tbh|, go get it}
{Keep up the good work|Keep it up}{|, you have a fan|, see you next month}
{No complaints|No complaints at all|Nothing to complain about}{|, does what it should}
{Already|I've already} {ordered another one|told all my friends about it|recommended it twice}
{My|Our} {new go-to shop|favourite shop}{| for coffee things| by far}
""",
    "-": """
{Very|So|Deeply|Really} {disappointed|disappointing|let down}{| to be honest| this time}
{Would|I would|Will} not {recommend|buy again|order here again}
{Waste|Complete waste|What a waste} of {money|time|time and money}
{Not|Nowhere near} what I {expected|hoped for}{| from this brand}
{Expected|I expected} {better|much more}{| from this shop| for the money}
{Never|Never ever|I won't be ordering} again
~{avoid|meh|nope}{|, save your money|, just no}
{One star|Two stars|Zero stars if I could}{| and that's generous}
{Please|You really need to} {do better|improve this|sort this out}
{I'd think twice|Think twice} before {ordering|buying} {here|again}
""",
    "0": """
{Bought|Got|Ordered} {it|this} for {<who>|the office|our holiday flat|a new kitchen}
{This is|It's} my {second|third|fourth} {order|purchase}{| from here| this year}
{It's|It is} {OK|okay|fine|alright}{, nothing special|, does the job| I suppose|}
{Only used it|I've only used it|Used it} {twice|a few times} {so far|yet}{|, will update}
{Found|I found} this shop {on Instagram|through a friend|in a magazine}
{We|I} {drink|go through} {three cups|two cups|a lot of coffee} a day
{Average|Middling|So-so}{, no more, no less| for the price|, could be better}
{Will|I'll} {update|report back} {after a few months|once I've used it more}
{You get what you pay for|Fair for the price|Reasonable, I guess}
{Had|I've had} it for {two weeks|a month|three months} now
""",
}

ONE_OFF = """
The {cat|kitten} has {claimed|moved into} the empty box
{My daughter|My son} {collects|loves} the little {cards|leaflets} that come with each order
I use the {spent grounds|old grounds} {on my roses|as a deodoriser in the shoe cupboard}
{Would love|Please open} a {shop|pop-up} in {Bristol|Portland|Melbourne}
The {music|narration} in your {videos|brewing guides} is {oddly relaxing|weirdly soothing}
{Could you|Please} put the {company name|VAT number} on the {invoice|receipt}
{Left-handed people|Lefties} exist too, {please make|how about} a version for us
I {found you through|heard of you on} a {podcast about design|radio show}
Took it {camping|on a boat trip|up a mountain} and {became everyone's best friend|started a conversation}
The {instruction leaflet|manual} has {the cutest drawings|a funny translation|tiny print}
{Do you offer|Is there} {bulk pricing|a wholesale account} for {cafés|offices|schools}
I {wish|hope} you'd {accept PayPal|take Klarna|offer bank transfer}
{Reminds me|It reminded me} of {my grandmother's kitchen|a tiny café in Kyoto|student days in Leeds}
{Learning|I started learning} {Japanese|pottery} {because of this shop|partly thanks to you}
{Our book club|The chess club|My choir} now {runs on|meets over} this
{Please|You might} {print the country of origin|say which farm it is from} on the label
{We used it|It came in handy} {during a power cut|on a snowed-in weekend}
{The newsletter|Your newsletter} {recipe|story} about {persimmons|night trains} was {a delight|lovely}
My {toddler|nephew} thinks it's {a toy drum|a spaceship}
{Moving to Lisbon|Going to sea} next month and {this comes with me|taking it along}
I {reuse|sew with} the {cloth bags|twine} from the parcels
{Braille|Large-print} {labels|instructions} would {help my father|be a kind idea}
{The parking|Cycle parking} at your {Kobe store|shop} is {a squeeze|tricky}
{Wrote a haiku|I wrote a poem} about {Monday mornings|steam} {after buying this|thanks to you}
{Donated|I gave} the old one to {a charity shop|the school fair}
{Is the glaze|Are the dyes} {lead free|vegan}? {Couldn't tell|My sister asked}
{Watching|We watch} the {snooker|cricket|grand prix} with this {at hand|every weekend}
{Hotel lobby|My dentist's waiting room} had {the same one|one of these} and I {had to ask|noticed at once}
{Anyone know|Does anybody know} {the font on the box|who painted the poster}
{Next|Maybe next} {a tour of the roastery|a brewing class online}{, please|, I'd sign up}
"""

# Words that turn from praise to complaint, from complaint to praise, and that add more of the same.
TO_BAD: tuple[str, ...] = (
    "However, ",
    "That said, ",
    "Unfortunately, ",
    "But ",
    "Sadly, ",
    "On the downside, ",
)
TO_GOOD: tuple[str, ...] = (
    "On the plus side, ",
    "Still, ",
    "But ",
    "That said, ",
    "To be fair, ",
    "In fairness, ",
)
MORE: tuple[str, ...] = ("Also, ", "Plus, ", "And ", "On top of that, ", "Oh, and ", "Besides, ")

BOILERPLATE = (
    "None|n/a|N/A|NA|Nothing|No comment|no comments|-|.|nil|Nothing to add|Thanks|Thank you.|test|good|OK"
    "|Best regards|See title|as above"
)

MAIL_OPEN = """
{Hi|Hello|Dear team|Hi there|Good morning|Dear Sir or Madam}
{Hi|Hello}, {this is about order <order>|I'm writing about order <order>|order number <order>}
{Dear|Hello} {customer service|support|Asanagi team|shop}
{Hi|Hello}, {I bought the <item> on <wd>|it's about the <item> I ordered|a question about my <item>}
{Quick question about|Writing again about|This concerns} {order <order>|my <wd> order|the <item>}
{My name is <surname> and I ordered from you last week|<surname> here, about order <order>}
{Hi, me again|Following up on my last email|Second email about this}
{To whom it may concern|Hey}
"""
MAIL_CLOSE = """
{Thanks|Many thanks|Thank you|Kind regards|Best|Regards|Cheers}, <surname>
{Please get back to me|Looking forward to your reply|Please advise|Hope you can help}
{Please reply|I'd appreciate an answer} {this week|as soon as possible|by Friday}
{Thanks in advance|Thank you for your time|Thanks for looking into it}{|, <surname>}
{What should I do next|How do we go on from here|What happens now}?
{Let me know|Tell me|Write back} {what you need from me|if you need photos|when I can expect news}
{You can reach me by email|A short reply would do}{|, <surname>}
"""
MAIL_THANKS = """
{Thanks again|Thank you so much|Many thanks}, <surname>
{Just wanted to say thanks|No reply needed, just saying thanks}
{Please pass this on to the team|Pass on my thanks to whoever helped}
{Keep it up|Best wishes}, <surname>
"""
SURNAMES = ("Emma|Jo Walker|Olivia Brown|Tom|Priya|Daniel Kim|Sofia|Megan Evans|Hannah|Rachel|Ben Carter|Aisha").split(
    "|"
)

TYPOS: tuple[tuple[str, str], ...] = (
    ("received", "recieved"),
    ("definitely", "definately"),
    ("disappointed", "dissapointed"),
    ("because", "becuase"),
    ("really", "realy"),
    ("delivery", "delivrey"),
    ("arrived", "arived"),
    ("package", "pacakge"),
    ("beautiful", "beatiful"),
    ("their", "there"),
    ("it's", "its"),
    ("don't", "dont"),
    ("can't", "cant"),
    ("coffee", "cofee"),
    ("customer", "costumer"),
    ("a lot", "alot"),
    ("subscription", "subcription"),
    ("colour", "coulor"),
)

AMERICAN: tuple[tuple[str, str], ...] = (
    ("colour", "color"),
    ("favourite", "favorite"),
    ("Favourite", "Favorite"),
    ("flavour", "flavor"),
    ("Flavour", "Flavor"),
    ("Colour", "Color"),
    ("grey", "gray"),
    ("my mum", "my mom"),
    ("My mum", "My mom"),
    ("neighbour", "neighbor"),
    ("odour", "odor"),
    ("programme", "program"),
    ("flatmate", "roommate"),
    ("organised", "organized"),
    ("recognised", "recognized"),
    ("apologise", "apologize"),
    ("in my flat", "in my apartment"),
    ("postage", "shipping"),
    ("cancelled", "canceled"),
    ("Cancelled", "Canceled"),
    ("cancelling", "canceling"),
)
