"""Words that lists put on links and beside titles, and texts that are made of nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection

from lvkb.accents import without_accents
from lvkb.registers import title_key


def folded(pattern: str) -> re.Pattern[str]:
    """Compiles a pattern of words for texts in the form of `title_key`: no accents, and no signs made of two."""
    return re.compile(without_accents(pattern))


_LABEL = folded(
    r"papers?|pdf|arxiv|preprint|abstract|abs|html|bib|bibtex|cite|citations?|codes?|github|gitlab|gitee|git|repo|"
    r"repository|official|unofficial|author|authors|implementations?|pytorch|tensorflow|tf|jax|flax|keras|caffe|mxnet|"
    r"paddle|paddlepaddle|mindspore|torch|lua|matlab|theano|chainer|project|projects|page|homepage|website|site|web|"
    r"webpage|links?|url|video|youtube|bilibili|talk|slides?|poster|supp|suppl|supplementary|supplement|material|"
    r"materials|appendix|demo|demos|app|playground|colab|notebook|hugging|face|huggingface|hf|openreview|review|models?|"
    r"weights|checkpoints?|zoo|data|dataset|datasets|benchmark|blog|blogs|post|article|report|document|doc|docs|"
    r"tutorial|news|new|available|here|soon|coming|tba|tbd|none|na|and|the|with|of|in|is|for|on|by|to|pro|"
    r"oral|spotlight|highlight|best|student|outstanding|distinguished|award|candidate|runner|up|finalist|honorable|mention|version|extended|journal|conference|"
    r"workshops?|ws|symposium|proceedings|proc|transactions|trans|letters|magazine|early|access|accepted|under|"
    r"submission|submitted|rejected|withdrawn|international|intl|annual|survey|releasing|released|deleted|unavailable|"
    r"construction|star|stars|tweet|twitter|zhihu|reddit|medium|wiki|wikipedia|readme|leaderboard|interpretation|"
    r"wechat|docker|pypi|package|api|tool|toolkit|library|third|party|reimplementation|reproduction|original|more|"
    r"info|details?|note|notes|comments?|intro|introduction|keywords?|tags?|venue|date|year|time|title|name|task|type|"
    r"publication|institution|affiliation|organization|team|camera|ready|first|second|main|track|long|short|findings|"
    r"st|nd|rd|th|v|"
    r"artikel|papier|aufsatz|quelltext|quellcode|projekt|webseite|daten|folien|vortrag|seite|"
    r"articulo|codigo|proyecto|sitio|pagina|enlace|datos|diapositivas|"
    r"article|projet|site|donnees|lien|diapos|depot|"
    r"articolo|codice|progetto|sito|dati|artigo|projeto|dados|"
    r"статья|статьи|код|проект|страница|сайт|видео|данные|модель|модели|"
    r"makale|kod|proje|sayfa|artykuł|artykul|strona|"
    r"论文|最佳论文|最佳论文奖|优秀论文|口头报告|长文|短文|代码|项目|主页|项目主页|视频|数据|数据集|模型|链接|官方|官方代码|代码链接|论文链接|论文地址|代码地址|源码|开源|幻灯片|海报|博客|解读|"
    r"論文|論文リンク|コード|プロジェクト|ページ|動画|データ|データセット|公式|実装|スライド|"
    r"논문|코드|프로젝트|페이지|홈페이지|영상|데이터|데이터셋|공식"
)
_VENUE = re.compile(
    r"cvprw?f?|iccvw?|eccvw?|accvw?|wacvw?|bmvc|iclrw?|icmlw?|neurips|neuripsw|nips|nipsw|aaai|ijcai|acl|emnlp|naacl|eacl|"
    r"coling|tacl|conll|mm|acmmm|mmm|tpami|pami|ijcv|tip|tnnls|tmlr|tmm|tcsvt|tkde|tmi|media|jmlr|jmir|miccai|isbi|midl|"
    r"icassp|icip|icpr|icme|icmr|icra|iros|corl|rss|rssl?|sigir|sigkdd|kdd|www|wsdm|cikm|recsys|sdm|icdm|vldb|sigmod|"
    r"osdi|sosp|mlsys|sysml|asplos|isca|hpca|micro|dac|date|iccad|aspdac|fpga|fccm|fpl|islped|isscc|jssc|tcad|tvlsi|"
    r"tcas|tcasii|vlsi|jetcas|jetc|sc|ppopp|usenix|atc|nsdi|eurosys|mobicom|mobisys|sensys|ipsn|infocom|ton|tmc|"
    r"interspeech|asru|slt|taslp|ismir|aistats|uai|colt|alt|ecml|pkdd|pakdd|icann|ijcnn|iconip|gecco|cec|esann|automl|"
    r"siggraph|tog|tvcg|eg|chi|uist|vr|ismar|pr|prl|cviu|ivc|nn|nc|nca|neucom|sensors|nature|science|pnas|cell|"
    r"access|ieee|acm|springer|elsevier|mdpi|wiley|corr|biorxiv|medrxiv|techrxiv|ssrn|hal|"
    r"thesis|phd|msc|jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|"
    r"august|september|october|november|december|spring|summer|fall|autumn|winter"
)
_VENUE_PART = re.compile(
    r"journal|conference|transactions|trans|workshops?|proceedings|symposium|letters|magazine|ieee|acm|springer|"
    r"elsevier|nature|review|reviews|computing|access|university|thesis"
)
_QUALIFIED = re.compile(r"(?P<label>[^()\uff08\uff09\[\]]{1,40}?)\s*[(\uff08\[][^()\uff08\uff09\[\]]{0,60}[)\uff09\]]?")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?![\ds])|['\u2018\u2019`]\s?\d\d(?!\d)")
_ACRONYM = re.compile(r"(?<![A-Za-z])(?:[A-Z]{3,10}|[A-Z][a-z]{0,3}[A-Z]{2,4})(?![A-Za-z])")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.-]+/[\w./-]+", re.IGNORECASE)
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CAMEL = re.compile(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")

LONGEST_TITLE = 500
_LEAST_WIDE = 6
_MOST_VENUE_WORDS = 8
_STRONG = re.compile(r"codes?|pdf|paper|github|arxiv|pytorch|tensorflow|homepage|website|webpage|bibtex")
_MOST_LABEL_WORDS = 4
_LABEL_TEXTS = frozenset({"tech report", "technical report", "open access", "semantic scholar", "papers with code"})


def content(text: str) -> list[str]:
    """Gives the words of a text in the form that is compared, without numbers."""
    return [word for word in _CAMEL.sub(" ", title_key(text)).split() if not word.isdigit()]


def label_key(text: str) -> str:
    """Gives the form under which labels are one: `[Code 2]` and `code` are."""
    return " ".join(content(text))


class Labels:
    """Tells labels, venues and dates from titles.

    Attributes:
        shared: Keys of the texts that many links of one list share.
        groups: Keys of the texts that many of its items have in brackets.
        ends: Keys of the texts that many of its items end in, behind a comma or a period.
        has_authors: Whether names of people follow its titles.
    """

    def __init__(
        self,
        shared: Collection[str] = (),
        groups: Collection[str] = (),
        ends: Collection[str] = (),
        *,
        has_authors: bool = False,
    ) -> None:
        self.shared = frozenset(shared)
        self.groups = frozenset(groups)
        self.ends = frozenset(ends)
        self.has_authors = has_authors

    def is_label(self, text: str) -> bool:
        """Tells a text that names what is behind a link, such as `Code (in construction)`, or that names nothing."""
        words = content(text)
        key = " ".join(words)
        if not words or key in self.shared or key in _LABEL_TEXTS or _ADDRESS.fullmatch(text.strip()):
            return True
        if all(_LABEL.fullmatch(word) or _VENUE.fullmatch(word) for word in words):
            return True
        if len(words) <= _MOST_LABEL_WORDS and _STRONG.fullmatch(words[0]) and ":" not in text:
            return True
        match = _QUALIFIED.fullmatch(text.strip())
        return match is not None and match["label"] != text and self.is_label(match["label"])

    def is_note(self, text: str) -> bool:
        """Tells what stands in brackets beside a title from a part of it."""
        key = label_key(text)
        return self.is_venue(text) or key in self.groups or key in self.shared

    def is_end(self, text: str) -> bool:
        """Tells what stands behind a title and a comma from a part of it."""
        return self.is_venue(text) or label_key(text) in self.ends

    def is_venue(self, text: str) -> bool:
        """Tells where and when a paper was published, or a remark such as `Best Paper`, from parts of a title."""
        words = content(text)
        if not words or all(_LABEL.fullmatch(word) or _VENUE.fullmatch(word) for word in words):
            return True
        has_sign = _ACRONYM.search(text) or any(_VENUE_PART.fullmatch(word) for word in words)
        is_short = len(words) <= _MOST_VENUE_WORDS and ":" not in text
        return bool(is_short and has_sign and (_YEAR.search(text) or _VENUE.fullmatch(words[0])))

    def is_dated(self, text: str) -> bool:
        """Tells a venue that is known by its name or has a year, from other words that can be labels."""
        words = content(text)
        return self.is_venue(text) and (not words or bool(_YEAR.search(text)) or any(map(_VENUE.fullmatch, words)))

    def is_title(self, text: str) -> bool:
        """Tells a text that can be a title: two words that are not all labels, or six signs without spaces."""
        words = content(text)
        if not words or len(text) > LONGEST_TITLE or self.is_label(text):
            return False
        return len(text.split()) > 1 or len(_WIDE.findall(text)) >= _LEAST_WIDE
