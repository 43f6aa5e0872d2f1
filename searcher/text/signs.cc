#include "searcher/text/signs.h"

#include <algorithm>
#include <array>

#include "searcher/text/code_points.h"

namespace dssearch::text {
namespace {

struct Letter {
  std::string_view command;  // Of TeX, without its backslash.
  std::string_view name;
};

// From α on, in the order of Unicode, which has two forms of sigma. The commands have the same
// names; texts are folded, so that \Delta is \delta.
constexpr auto kGreek = std::to_array<std::string_view>(
    {"alpha", "beta",   "gamma",   "delta", "epsilon", "zeta",    "eta",  "theta", "iota",
     "kappa", "lambda", "mu",      "nu",    "xi",      "omicron", "pi",   "rho",   "sigma",
     "sigma", "tau",    "upsilon", "phi",   "chi",     "psi",     "omega"});

// Other commands for the same letters, and the l that is written as a script letter.
constexpr auto kVariants = std::to_array<Letter>({
    {"varepsilon", "epsilon"},
    {"vartheta", "theta"},
    {"varkappa", "kappa"},
    {"varpi", "pi"},
    {"varrho", "rho"},
    {"varsigma", "sigma"},
    {"varphi", "phi"},
    {"ell", "l"},
});

// The units that are written with μ. They are words of their own: 10 μm is no mum.
constexpr auto kMicroUnits =
    std::to_array<std::string_view>({"μa", "μf", "μg", "μgy", "μh", "μj", "μl", "μm", "μmol", "μn",
                                     "μpa", "μs", "μsv", "μt", "μv", "μw"});

// Sorted.
constexpr auto kSilentCommands = std::to_array<std::string_view>({
    "approx",
    "ast",
    "bar",
    "bf",
    "big",
    "bigl",
    "bigr",
    "bm",
    "boldsymbol",
    "bullet",
    "cal",
    "cap",
    "cdot",
    "cdots",
    "circ",
    "cite",
    "citep",
    "citet",
    "color",
    "cong",
    "cup",
    "ddot",
    "deg",
    "degree",
    "dfrac",
    "displaystyle",
    "div",
    "dot",
    "dots",
    "em",
    "emph",
    "ensuremath",
    "equiv",
    "exists",
    "footnote",
    "forall",
    "frac",
    "ge",
    "geq",
    "geqslant",
    "gg",
    "gt",
    "hat",
    "href",
    "in",
    "it",
    "langle",
    "lceil",
    "ldots",
    "le",
    "left",
    "leftarrow",
    "leftrightarrow",
    "leq",
    "leqslant",
    "lesssim",
    "lfloor",
    "ll",
    "longrightarrow",
    "lt",
    "lvert",
    "mapsto",
    "mathbb",
    "mathbf",
    "mathcal",
    "mathfrak",
    "mathit",
    "mathnormal",
    "mathop",
    "mathrm",
    "mathscr",
    "mathsf",
    "mathtt",
    "mbox",
    "mid",
    "mp",
    "ne",
    "neq",
    "normalfont",
    "notin",
    "operatorname",
    "otimes",
    "overline",
    "parallel",
    "pm",
    "prime",
    "propto",
    "qquad",
    "quad",
    "rangle",
    "rceil",
    "ref",
    "rfloor",
    "right",
    "rightarrow",
    "rm",
    "rvert",
    "sc",
    "setminus",
    "sf",
    "sim",
    "simeq",
    "star",
    "subset",
    "subseteq",
    "supset",
    "text",
    "textbf",
    "textcolor",
    "textit",
    "textnormal",
    "textrm",
    "textsc",
    "textsf",
    "textsl",
    "textstyle",
    "textsubscript",
    "textsuperscript",
    "texttt",
    "textup",
    "tfrac",
    "tilde",
    "times",
    "to",
    "top",
    "triangle",
    "tt",
    "underline",
    "unicode",
    "url",
    "varnothing",
    "vec",
    "vert",
    "wedge",
    "widehat",
    "widetilde",
    "xspace",
});
static_assert(std::is_sorted(kSilentCommands.begin(), kSilentCommands.end()));

// The letters at `i`.
std::string_view LettersAt(std::string_view text, std::size_t i) {
  std::size_t end = i;
  while (end < text.size() && text[end] >= 'a' && text[end] <= 'z') ++end;
  return text.substr(i, end - i);
}

// The name of a Greek letter; empty for other characters.
std::string_view NameOf(char32_t c) {
  return c < U'α' || c >= U'α' + kGreek.size() ? "" : kGreek[c - U'α'];
}

Sign GreekAt(std::string_view text, std::size_t i) {
  std::size_t end = i;
  const std::string_view name = NameOf(Next(text, end));
  if (name.empty()) return {};
  std::size_t next = end;
  for (int letters = 1; next < text.size(); ++letters) {
    const char32_t c = Next(text, next);
    if (ScriptOf(c) != Script::kOther) break;
    if (letters == 2 || NameOf(c).empty()) return {};
  }
  return {end, name};
}

Sign CommandSignAt(std::string_view text, std::size_t i) {
  const std::string_view command = LettersAt(text, i + 1);
  const std::size_t end = i + 1 + command.size();
  for (const std::string_view name : kGreek)
    if (name == command) return {end, name};
  for (const Letter& letter : kVariants)
    if (letter.command == command) return {end, letter.name};
  return {};
}

// A sign with the rest of the unit that it begins.
Sign WithUnit(std::string_view text, Sign sign) {
  if (sign.name != "mu") return sign;
  const std::string_view rest = LettersAt(text, sign.end);
  for (const std::string_view unit : kMicroUnits)
    if (unit.substr(std::string_view("μ").size()) == rest) return {sign.end + rest.size(), unit};
  return sign;
}

}  // namespace

Sign SignAt(std::string_view text, std::size_t i) {
  if (text[i] == '\\') return WithUnit(text, CommandSignAt(text, i));
  if (text[i] != '$') return WithUnit(text, GreekAt(text, i));
  // The dollars around a sign belong to it.
  if (i + 1 >= text.size() || text[i + 1] == '$') return {};
  Sign inner = SignAt(text, i + 1);
  if (inner.end == 0 || inner.end >= text.size() || text[inner.end] != '$') return {};
  ++inner.end;
  return WithUnit(text, inner);
}

std::size_t SilentCommandSize(std::string_view text, std::size_t i) {
  if (text[i] != '\\') return 0;
  const std::string_view command = LettersAt(text, i + 1);
  return std::binary_search(kSilentCommands.begin(), kSilentCommands.end(), command)
             ? 1 + command.size()
             : 0;
}

}  // namespace dssearch::text
