#include "indexer/term_patterns.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "searcher/text/code_points.h"

namespace dssearch::indexer {
namespace {

using text::Script;

// Longer is a sentence, not a term.
constexpr std::size_t kMaxTermBytes = 80;

struct Bracket {
  std::string_view open;
  std::string_view close;
};
constexpr Bracket kBrackets[] = {{"(", ")"}, {"（", "）"}};

bool HasHan(std::string_view text) {
  for (std::size_t i = 0; i < text.size();)
    if (text::IsUnspaced(text::Next(text, i))) return true;
  return false;
}

bool HasLatin(std::string_view text) {
  for (std::size_t i = 0; i < text.size();)
    if (text::ScriptOf(text::Next(text, i)) == Script::kLatin) return true;
  return false;
}

std::string_view Trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \n") - first + 1);
}

// Where the run of one kind of script that ends at `end` begins: of Han, or of
// words with blanks and hyphens between them.
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

// The parts of "Reinforcement Learning, RL", without those of the other script.
std::vector<std::string_view> PartsOf(std::string_view inside) {
  std::vector<std::string_view> parts;
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
    const std::string_view part = Trimmed(inside.substr(0, end));
    const bool nested = std::any_of(std::begin(kBrackets), std::end(kBrackets), [&](const auto& b) {
      return part.find(b.open) != std::string_view::npos;
    });
    if (!part.empty() && !nested) parts.push_back(part);
    inside.remove_prefix(end + size);
    if (size == 0) break;
  }
  return parts;
}

}  // namespace

std::vector<TextPair> PairsInBrackets(std::string_view text) {
  std::vector<TextPair> pairs;
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
      const std::string_view tail = Trimmed(text.substr(begin, end - begin));
      if (tail.empty()) continue;
      const bool han = HasHan(tail);
      for (const std::string_view part : PartsOf(content)) {
        if (HasHan(part) == han || HasLatin(part) != han) continue;
        if (pairs.size() == kMaxPairsOfText) return pairs;
        pairs.push_back(han ? TextPair{std::string(tail), std::string(part), true}
                            : TextPair{std::string(part), std::string(tail), true});
      }
    }
  }
  return pairs;
}

}  // namespace dssearch::indexer
