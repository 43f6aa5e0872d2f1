#include "searcher/text/signs.h"

#include <algorithm>
#include <array>
#include <span>

#include "searcher/text/code_points.h"

namespace dssearch::text {
namespace {

struct Letter {
  std::string_view command;  // Of TeX, without its backslash.
  std::string_view letter;
  std::string_view name;
};

// In the order of Unicode, which has two forms of sigma. Texts are folded, so that \Delta is
// \delta.
constexpr auto kGreek = std::to_array<Letter>({
    {"alpha", "α", "alpha"}, {"beta", "β", "beta"},       {"gamma", "γ", "gamma"},
    {"delta", "δ", "delta"}, {"epsilon", "ε", "epsilon"}, {"zeta", "ζ", "zeta"},
    {"eta", "η", "eta"},     {"theta", "θ", "theta"},     {"iota", "ι", "iota"},
    {"kappa", "κ", "kappa"}, {"lambda", "λ", "lambda"},   {"mu", "μ", "mu"},
    {"nu", "ν", "nu"},       {"xi", "ξ", "xi"},           {"omicron", "ο", "omicron"},
    {"pi", "π", "pi"},       {"rho", "ρ", "rho"},         {"sigma", "ς", "sigma"},
    {"sigma", "σ", "sigma"}, {"tau", "τ", "tau"},         {"upsilon", "υ", "upsilon"},
    {"phi", "φ", "phi"},     {"chi", "χ", "chi"},         {"psi", "ψ", "psi"},
    {"omega", "ω", "omega"},
});

// Other commands for the same letters, and the l that is written as a script letter.
constexpr auto kVariants = std::to_array<Letter>({
    {"varepsilon", "ε", "epsilon"},
    {"vartheta", "θ", "theta"},
    {"varkappa", "κ", "kappa"},
    {"varpi", "π", "pi"},
    {"varrho", "ρ", "rho"},
    {"varsigma", "σ", "sigma"},
    {"varphi", "φ", "phi"},
    {"ell", "l", "l"},
});

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

// The letters behind the backslash at `i`.
std::string_view CommandAt(std::string_view text, std::size_t i) {
  std::size_t end = i + 1;
  while (end < text.size() && text[end] >= 'a' && text[end] <= 'z') ++end;
  return text.substr(i + 1, end - i - 1);
}

const Letter* LetterOf(char32_t c) {
  return c < U'α' || c >= U'α' + kGreek.size() ? nullptr : &kGreek[c - U'α'];
}

Sign GreekAt(std::string_view text, std::size_t i) {
  std::size_t end = i;
  const Letter* const letter = LetterOf(Next(text, end));
  if (letter == nullptr) return {};
  std::size_t next = end;
  for (int letters = 1; next < text.size(); ++letters) {
    const char32_t c = Next(text, next);
    if (ScriptOf(c) != Script::kOther) break;
    if (letters == 2 || LetterOf(c) == nullptr) return {};
  }
  return {end, letter->letter, letter->name};
}

Sign CommandSignAt(std::string_view text, std::size_t i) {
  const std::string_view command = CommandAt(text, i);
  for (const std::span<const Letter> letters : {std::span<const Letter>(kGreek), {kVariants}})
    for (const Letter& letter : letters)
      if (letter.command == command) return {i + 1 + command.size(), letter.letter, letter.name};
  return {};
}

}  // namespace

Sign SignAt(std::string_view text, std::size_t i) {
  if (text[i] == '\\') return CommandSignAt(text, i);
  if (text[i] != '$') return GreekAt(text, i);
  // The dollars around a sign belong to it.
  if (i + 1 >= text.size() || text[i + 1] == '$') return {};
  Sign inner = SignAt(text, i + 1);
  if (inner.end == 0 || inner.end >= text.size() || text[inner.end] != '$') return {};
  ++inner.end;
  return inner;
}

std::size_t SilentCommandSize(std::string_view text, std::size_t i) {
  if (text[i] != '\\') return 0;
  const std::string_view command = CommandAt(text, i);
  return std::binary_search(kSilentCommands.begin(), kSilentCommands.end(), command)
             ? 1 + command.size()
             : 0;
}

}  // namespace dssearch::text
