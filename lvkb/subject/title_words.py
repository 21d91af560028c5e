"""Words that titles of the field are made of, by which a title is told from names of people."""

from __future__ import annotations

import re

_BEGINNINGS = (
    "accelerat|accura|adapt|adaptive|addit|aggregat|align|applic|approach|architect|attent|augment|autoenc|autoregress|"
    "aware|backbone|baseline|benchmark|beyond|bidirect|bridg|classif|cluster|compact|compos|compress|comput|condition|"
    "context|contrast|convnet|convol|cross|dataset|decod|deconv|deeper|deform|dens|depth|design|detect|devic|diffus|"
    "dilat|distil|dual|dynamic|edge|effect|effici|embed|empiric|encod|enhanc|expert|explor|express|factor|faster|featur|"
    "feder|filter|flexib|focal|former|foundation|framework|frequen|fusion|gated|general|generat|global|gradient|graph|"
    "group|guid|hardware|hash|hierarch|hybrid|hyper|image|implicit|improv|induct|infer|inform|integr|interact|invert|"
    "kernel|knowledge|label|language|large|latent|layer|learn|light|linear|local|lossless|machine|making|mask|match|"
    "matri|mechan|memor|merg|method|mixer|mixtur|mobile|modal|model|modul|multi|nested|network|neural|normal|object|"
    "operat|optim|overlap|parallel|param|partial|patch|percept|perform|pixel|pooling|position|power|predict|pretrain|"
    "process|progress|prompt|propag|prun|pyramid|quant|quer|rapid|receptive|recogn|recur|reduc|redund|refin|region|"
    "regular|reinforc|relat|represent|resid|resol|rethink|retriev|revisit|robust|rotar|sampl|scalab|scale|scaling|scan|"
    "search|segment|select|semant|sensor|separ|sequen|share|shift|simple|single|slim|small|softmax|spars|spatial|split|"
    "stage|state|step|strong|struct|student|style|super|survey|system|target|task|teacher|tempor|token|train|transf|"
    "translat|trunc|tuning|unders|unified|unify|univers|unlock|vanilla|variat|versatil|video|vision|visual|weight|window"
)
_WHOLE = (
    "a|all|an|and|any|are|as|at|by|can|cnns?|data|deep|do|does|each|early|end|every|fast|few|fine|for|free|from|has|have|high|how|in|into|is|its|"
    "it|less|long|low|map|maps|meets?|mlps?|more|need|nets?|next|non|norm|not|of|off|on|one|only|open|or|out|over|path|"
    "post|pre|rank|rate|real|self|semi|shape|shot|size|soft|space|speed|study|than|that|the|their|through|time|to|too|"
    "towards?|tree|two|up|use|using|via|views?|vits?|wave|we|what|when|where|which|why|wide|with|without|worth|you|your|zero"
)
_TELLING = re.compile(rf"(?:{_BEGINNINGS})\w*|\w+(?:former|mamba|mixer|nets?|tions?|ities|ically|wise)s?")
_TITLE_WORD = re.compile(_WHOLE)


def is_title_word(word: str) -> bool:
    """Tells whether a word in lower case is one that titles of papers on vision are made of.

    Of a word with hyphens, one part is enough, unless it is a short one that names have too (`Qing-Long`).
    """
    return any(map(_TELLING.fullmatch, word.split("-"))) or _TITLE_WORD.fullmatch(word) is not None
