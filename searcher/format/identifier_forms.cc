#include "searcher/format/identifier_forms.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "searcher/format/ascii.h"

namespace dssearch::format {
namespace {

using Kind = Identifier::Kind;

char Upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

// Removes a version, v2.
void DropVersion(std::string_view& text) {
  std::string_view rest = text;
  while (!rest.empty() && IsAsciiDigit(rest.back())) rest.remove_suffix(1);
  if (rest.size() == text.size() || rest.size() < 2 || LowerAscii(rest.back()) != 'v') return;
  text = rest.substr(0, rest.size() - 1);
}

bool IsMonth(std::string_view digits) {
  return (digits[0] == '0' && digits[1] != '0') || (digits[0] == '1' && digits[1] <= '2');
}

// An arXiv id as it has been since April 2007, by its form alone: 2402.03300.
std::optional<std::string> NewArxivId(std::string_view text) {
  DropVersion(text);
  if (text.size() < 9 || text.size() > 10 || text[4] != '.' || !AllDigits(text.substr(0, 4)) ||
      !AllDigits(text.substr(5)))
    return std::nullopt;
  return std::string(text);
}

// An arXiv id before that: archive, perhaps a subject class, and seven digits: math.AG/0207249.
std::optional<std::string> OldArxivId(std::string_view text) {
  DropVersion(text);
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos || text.size() != slash + 8) return std::nullopt;
  const std::string_view number = text.substr(slash + 1);
  std::string_view archive = text.substr(0, slash);
  if (archive.size() > 3 && archive[archive.size() - 3] == '.' && IsAsciiLetter(archive.back()))
    archive.remove_suffix(3);
  const bool letters = std::all_of(archive.begin(), archive.end(),
                                   [](char c) { return IsAsciiLetter(c) || c == '-'; });
  if (archive.size() < 2 || !letters || !IsAsciiLetter(archive.front()) || !AllDigits(number) ||
      !IsMonth(number.substr(2)))
    return std::nullopt;
  return LowerAscii(archive).append("/").append(number);
}

// Whether a closing bracket at the end of a text has none that it closes: (10.1016/x(20)3-5).
bool ClosesNothing(std::string_view text) {
  constexpr std::string_view kClose = ")]}>";
  constexpr std::string_view kOpen = "([{<";
  const std::size_t kind = kClose.find(text.back());
  if (kind == std::string_view::npos) return false;
  return std::count(text.begin(), text.end(), kClose[kind]) >
         std::count(text.begin(), text.end(), kOpen[kind]);
}

}  // namespace

std::optional<Identifier> ParseArxiv(std::string_view text) {
  TakeSuffix(text, ".pdf");
  std::optional<std::string> id = NewArxivId(text);
  if (!id) id = OldArxivId(text);
  if (!id) return std::nullopt;
  return Identifier{Kind::kArxiv, *std::move(id)};
}

std::optional<Identifier> ParseBareArxiv(std::string_view text) {
  std::optional<Identifier> found = ParseArxiv(text);
  if (!found || IsAsciiLetter(found->text.front())) return found;
  const std::string_view id = found->text;
  const std::string_view month = id.substr(0, 4);
  const bool five_digits = month >= "1501";
  if (month < "0704" || !IsMonth(month.substr(2)) || id.size() != (five_digits ? 10U : 9U))
    return std::nullopt;
  return found;
}

std::optional<Identifier> ParseAcl(std::string_view text) {
  TakeSuffix(text, ".pdf");
  TakeSuffix(text, ".bib");
  DropVersion(text);
  if (text.size() == 8 && IsAsciiLetter(text[0]) && AllDigits(text.substr(1, 2)) &&
      text[3] == '-' && AllDigits(text.substr(4)))
    return Identifier{Kind::kAcl, std::string(1, Upper(text[0])).append(text.substr(1))};
  const auto is_name = [](char c) { return IsAsciiLetter(c) || IsAsciiDigit(c) || c == '_'; };
  std::string_view rest = text;
  if (rest.size() < 10 || rest[4] != '.' || !AllDigits(rest.substr(0, 4)) ||
      (rest[0] != '1' && rest[0] != '2'))
    return std::nullopt;
  rest.remove_prefix(5);
  const std::size_t venue = CountLeading(rest, is_name);
  if (venue == 0 || venue == rest.size() || rest[venue] != '-' || !IsAsciiLetter(rest.front()))
    return std::nullopt;
  rest.remove_prefix(venue + 1);
  const std::size_t volume = CountLeading(rest, is_name);
  if (volume == 0 || volume + 1 >= rest.size() || rest[volume] != '.' ||
      !AllDigits(rest.substr(volume + 1)))
    return std::nullopt;
  return Identifier{Kind::kAcl, LowerAscii(text)};
}

std::size_t DoiPrefixSize(std::string_view text) {
  if (!text.starts_with("10.")) return 0;
  const std::size_t digits = CountLeading(text.substr(3), IsAsciiDigit);
  if (digits < 4 || digits > 9) return 0;
  const std::size_t size =
      3 + CountLeading(text.substr(3), [](char c) { return IsAsciiDigit(c) || c == '.'; });
  return size < text.size() && text[size] == '/' ? size + 1 : 0;
}

std::optional<Identifier> ParseDoi(std::string_view text) {
  const std::size_t prefix = DoiPrefixSize(text);
  if (prefix == 0 || prefix == text.size() || text.back() == '*' ||
      std::any_of(text.begin(), text.end(), IsAsciiBlank))
    return std::nullopt;
  std::string_view rest = text;
  if (TakePrefix(rest, "10.48550/arxiv."))
    if (std::optional<Identifier> arxiv = ParseArxiv(rest)) return arxiv;
  if (TakePrefix(rest, "10.18653/v1/") || TakePrefix(rest, "10.3115/v1/"))
    if (std::optional<Identifier> acl = ParseAcl(rest)) return acl;
  if (StartsWith(text, "10.1101/")) DropVersion(text);  // Of a preprint's page at bioRxiv.
  return Identifier{Kind::kDoi, LowerAscii(text)};
}

std::optional<Identifier> ParsePubmed(std::string_view text) {
  constexpr std::size_t kMostDigits = 9;
  if (text.empty() || text.size() > kMostDigits || !AllDigits(text)) return std::nullopt;
  return Identifier{Kind::kPubmed, std::string(kPubmedPrefix).append(text)};
}

std::optional<Identifier> ParseOpenReview(std::string_view text) {
  const bool is_id = std::all_of(text.begin(), text.end(), [](char c) {
    return IsAsciiLetter(c) || IsAsciiDigit(c) || c == '-' || c == '_';
  });
  if (text.size() < 5 || text.size() > 40 || !is_id) return std::nullopt;
  return Identifier{Kind::kOpenReview, std::string(text)};
}

bool DropPunctuation(std::string_view& text) {
  if (text.empty()) return false;
  if (IsAsciiBlank(text.back()) || ClosesNothing(text) ||
      std::string_view(".,;:!?'\"").find(text.back()) != std::string_view::npos) {
    text.remove_suffix(1);
    return true;
  }
  constexpr std::array<std::string_view, 12> kWide = {"。", "，", "、", "；", "：", "！",
                                                      "？", "）", "】", "》", "”",  "’"};
  return std::any_of(kWide.begin(), kWide.end(),
                     [&text](std::string_view sign) { return TakeSuffix(text, sign); });
}

}  // namespace dssearch::format
