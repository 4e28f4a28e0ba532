"""English words that name no topic, and those that only join, deny or end a phrase."""

from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS as COMMON_ENGLISH

#: Words on the common list that do carry a topic, though only beside another: front desk, phone call, top up.
HALF_STOPPED = frozenset(
    "amount back bill bottom call cry describe detail empty fill find fire first front full interest keep last mill "
    "move name next part serious show side sincere system thick thin third top off out up down over away".split()
)

#: English words that name nothing: the common list, what greets or pads, and verbs that go with everything.
ENGLISH_STOP_WORDS = (COMMON_ENGLISH - HALF_STOPPED) | frozenset(
    "able actually ago ain't aint amp appear appeared appears aren't arent ask asked asking asks b basically bit "
    "btw c came can't come comes coming couldn't couldve dear definitely did didn't didnt dm does doesn't doesnt "
    "doing don't dont else's entire especially etc exactly explain feel feels felt finally gave get gets getting "
    "gives giving goes going gone gonna got gotten guess guys hadn't hadnt haha happen happened happening happens "
    "hasn't hasnt haven't havent having hello help hey hi honestly hope hoping i'd i'll i'm i've id ill im isn't "
    "isnt it's ive just kind knew know known knows let let's like liked literally little lol look looked looking "
    "looks lot lots madam make makes making maybe mean means n need needed needs obviously oh ok okay omg one's pls "
    "plz possible possibly pretty probably quite r really regards right rt said saw say saying says seem seen "
    "shouldnt simply sincerely sir smh soon sort supposed sure taken takes taking tell telling tells than thank "
    "thanks thanx that's thats there's theres thing things think thinking tho thought thx told took totally tried "
    "tries try trying u ugh ur use used uses using usually w want wanted wanting wants wasn't wasnt way ways went "
    "weren't werent what's whats won't wondering wont wouldn't wouldnt wow wtf y'all ya yall yeah yep yes you're "
    "you've youre".split()
)

#: Words that a phrase passes over (lost my bag: lost bag), that it keeps (proof of identity), that deny what follows,
#: that may end it (top up), and what is asked (how long).
DETERMINERS = frozenset("a an the my our your their his her its this that these those any some".split())
JOINING = frozenset("of for to from in at on with by".split())
DENYING = frozenset("no not never cannot".split())
CLOSING = frozenset("up off out down back away over".split())
ASKING = frozenset({"how"})
ASKED = frozenset("long old often far late early fast quickly soon".split())
