"""A channel: where a seller posts, and what may be posted there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Canvas:
    """A size a poster may have on a channel.

    Attributes:
        name: the word after ``--canvas``.
        width: pixels, without bleed.
        height: pixels, without bleed.
        dots_per_inch: written into the picture; 72 means "a screen".
        safe_top: pixels at the top that the app covers.
        safe_bottom: pixels at the bottom that the app covers.
        bleed_mm: millimetres on every side that are drawn over the edge where a print shop asks for it.
    """

    name: str
    width: int
    height: int
    dots_per_inch: int
    safe_top: int
    safe_bottom: int
    bleed_mm: int


@dataclass(frozen=True, slots=True)
class Channel:
    """A place a seller posts in.

    Attributes:
        key: the file's name and the word on the command line, such as ``wechat-moments``.
        name: in English.
        name_zh: in Chinese.
        aliases: other words that mean it in a report's sub-id or promotion position.
        canvases: the sizes a poster may have there, the usual one first.
        caption: longest caption, in its units.
        fold: units of a caption that are seen before it is unfolded; 0 where nothing is folded, or nobody knows.
        wide_letters: whether an emoji or a rare character counts as two, as in UTF-16.
        qr: whether a QR code may stand on the poster.
        qr_rule: why not, with the source, or what to know.
        link: whether a link may stand in the text.
        link_rule: why not, with the source, or what to know.
        short_links: whether a link through a public shortener opens there.
        label_zh: the ad label on Chinese material.
        label_en: the ad label on English material.
        label_rule: the rule that asks for the label.
        printed: whether it ends up on paper.
    """

    key: str
    name: str
    name_zh: str
    aliases: tuple[str, ...]
    canvases: tuple[Canvas, ...]
    caption: int
    fold: int
    wide_letters: bool
    qr: bool
    qr_rule: str
    link: bool
    link_rule: str
    short_links: bool
    label_zh: str
    label_en: str
    label_rule: str
    printed: bool

    @property
    def canvas(self) -> Canvas:
        """The usual canvas."""
        return self.canvases[0]

    def length(self, caption: str) -> int:
        """How long a caption is, in the units in which this channel counts."""
        return len(caption.encode("utf-16-le")) // 2 if self.wide_letters else len(caption)

    def named(self, language: str) -> str:
        """Its name in a language (``zh_CN`` or ``en``)."""
        return self.name_zh if language.startswith("zh") else self.name

    def label(self, language: str) -> str:
        """Its ad label in a language (``zh`` or ``en``)."""
        return self.label_zh if language.startswith("zh") else self.label_en
