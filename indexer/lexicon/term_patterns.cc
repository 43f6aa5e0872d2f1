#include "indexer/lexicon/term_patterns.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "indexer/ascii.h"
#include "searcher/text/code_points.h"

namespace dssearch::indexer {
namespace {

using text::Script;

// Longer is a sentence, not a term.
constexpr std::size_t kMaxTermBytes = 80;

constexpr std::string_view kBlanks = " \n";

struct Bracket {
  std::string_view open;
  std::string_view close;
};
constexpr Bracket kBrackets[] = {{"(", ")"}, {"（", "）"}};

bool HasLatin(std::string_view text) {
  for (std::size_t i = 0; i < text.size();)
    if (text::ScriptOf(text::Next(text, i)) == Script::kLatin) return true;
  return false;
}

// Where the run of one script that ends at `end` begins: a run of Han, or of words with blanks and
// hyphens between them.
std::size_t BeginOfTail(std::string_view text, std::size_t end) {
  std::size_t begin = end;
  bool han = false;
  bool first = true;
  while (begin > 0 && end - begin < kMaxTermBytes) {
    std::size_t at = begin - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    std::size_t next = at;
    const char32_t c = text::Next(text, next);
    const Script script = text::ScriptOf(c);
    if (first) {
      if (script == Script::kNone) break;
      han = script == Script::kUnspaced;
      first = false;
    }
    const bool fits = han ? script == Script::kUnspaced
                          : script == Script::kLatin || script == Script::kDigit || c == ' ' ||
                                c == '-' || c == '\'';
    if (!fits) break;
    begin = at;
  }
  return begin;
}

// The terms that stand in a bracket between commas or the like, "Reinforcement Learning, RL".
std::vector<std::string_view> TermsInBracket(std::string_view inside) {
  std::vector<std::string_view> terms;
  while (!inside.empty()) {
    std::size_t end = inside.size();
    std::size_t size = 0;
    for (const std::string_view comma : {",", "，", ";", "；", "、", "/"}) {
      const std::size_t at = inside.find(comma);
      if (at < end) {
        end = at;
        size = comma.size();
      }
    }
    const std::string_view term = Trim(inside.substr(0, end), kBlanks);
    const bool nested = std::any_of(std::begin(kBrackets), std::end(kBrackets), [&](const auto& b) {
      return term.find(b.open) != std::string_view::npos;
    });
    if (!term.empty() && !nested) terms.push_back(term);
    inside.remove_prefix(end + size);
    if (size == 0) break;
  }
  return terms;
}

// Calls `visit(tail, terms)` for each bracket, with what stands before it and the terms in it,
// until that returns false.
template <typename Visit>
void ForEachBracket(std::string_view text, const Visit& visit) {
  for (const Bracket& bracket : kBrackets) {
    for (std::size_t open = text.find(bracket.open); open != std::string_view::npos;
         open = text.find(bracket.open, open + bracket.open.size())) {
      const std::size_t inside = open + bracket.open.size();
      const std::size_t close = text.find(bracket.close, inside);
      if (close == std::string_view::npos) break;
      if (close - inside > kMaxTermBytes) continue;
      const std::string_view content = text.substr(inside, close - inside);
      // A bracket inside of it comes on its own.
      if (content.find(bracket.open) != std::string_view::npos) continue;
      std::size_t end = open;
      while (end > 0 && text[end - 1] == ' ') --end;
      const std::size_t begin = BeginOfTail(text, end);
      if (!visit(Trim(text.substr(begin, end - begin), kBlanks), TermsInBracket(content))) return;
    }
  }
}

bool IsAbbreviation(std::string_view text) {
  constexpr std::size_t kMaxBytes = 10;
  return text.size() <= kMaxBytes && std::count_if(text.begin(), text.end(), IsAsciiUpper) > 1 &&
         std::all_of(text.begin(), text.end(), [](char c) { return IsAsciiAlnum(c) || c == '-'; });
}

// The end of `text` that `shorter` stands for, or nothing.
std::string_view LongFormOf(std::string_view shorter, std::string_view text) {
  std::size_t begin = text.size();
  for (std::size_t s = shorter.size(); s-- > 0;) {
    if (!IsAsciiAlnum(shorter[s])) continue;
    const auto fits = [&](std::size_t at) {
      return LowerAscii(text[at]) == LowerAscii(shorter[s]) &&
             (s > 0 || at == 0 || !IsAsciiAlnum(text[at - 1]));
    };
    do {
      if (begin == 0) return {};
      --begin;
    } while (!fits(begin));
  }
  const std::string_view longer = text.substr(begin);
  const auto words = static_cast<std::size_t>(std::count(longer.begin(), longer.end(), ' ')) + 1;
  const bool fits = longer.size() > shorter.size() && longer.find(shorter) == longer.npos &&
                    words <= std::min(shorter.size() + 5, 2 * shorter.size());
  return fits ? longer : std::string_view();
}

}  // namespace

std::vector<TextPair> PairsInBrackets(std::string_view text) {
  std::vector<TextPair> pairs;
  ForEachBracket(text, [&](std::string_view tail, const std::vector<std::string_view>& terms) {
    if (tail.empty()) return true;
    const bool han = text::HasUnspaced(tail);
    for (const std::string_view term : terms) {
      if (text::HasUnspaced(term) == han || HasLatin(term) != han) continue;
      if (pairs.size() == kMaxPairsOfText) return false;
      pairs.push_back(han ? TextPair{std::string(tail), std::string(term), true}
                          : TextPair{std::string(term), std::string(tail), true});
    }
    return true;
  });
  return pairs;
}

std::vector<Abbreviation> AbbreviationsIn(std::string_view text) {
  std::vector<Abbreviation> all;
  ForEachBracket(text, [&](std::string_view tail, std::vector<std::string_view> terms) {
    terms.insert(terms.begin(), tail);
    for (const std::string_view shorter : terms) {
      // Before a bracket the last word may be an abbreviation.
      const std::string_view last = shorter.substr(shorter.rfind(' ') + 1);
      if (!IsAbbreviation(last) || (last != shorter && shorter != tail)) continue;
      for (const std::string_view longer : terms) {
        const std::string_view found =
            longer == shorter ? longer.substr(0, 0) : LongFormOf(last, longer);
        // In a bracket it is a whole term.
        if (found.empty() || text::HasUnspaced(found) || (longer != tail && found != longer))
          continue;
        if (all.size() == kMaxPairsOfText) return false;
        all.push_back({std::string(found), std::string(last)});
      }
    }
    return true;
  });
  return all;
}

bool IsAbbreviationOf(std::string_view shorter, std::string_view longer) {
  if (shorter.empty() || longer.size() <= shorter.size() ||
      LowerAscii(shorter.front()) != LowerAscii(longer.front()))
    return false;
  for (const char c : longer)
    if (!shorter.empty() && LowerAscii(c) == LowerAscii(shorter.front())) shorter.remove_prefix(1);
  return shorter.empty();
}

std::string WithoutAddresses(std::string_view text) {
  if (text.find("://") == text.npos && text.find("www.") == text.npos &&
      text.find('@') == text.npos)
    return std::string(text);  // Most texts have none.
  const auto is_of_address = [](char c) { return c > ' ' && c < 0x7F; };
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && is_of_address(text[end])) ++end;
    const std::string_view word = text.substr(i, end - i);
    const std::size_t at = word.find('@');
    if (word.find("://") != word.npos || word.find("www.") != word.npos ||
        (at != word.npos && word.find('.', at) != word.npos)) {
      out += ';';
    } else {
      out += word;
    }
    i = end;
    while (i < text.size() && !is_of_address(text[i])) out += text[i++];
  }
  return out;
}

}  // namespace dssearch::indexer
