#include "searcher/format/identifier.h"

#include <algorithm>
#include <array>
#include <utility>

#include "searcher/format/ascii.h"
#include "searcher/format/identifier_address.h"
#include "searcher/format/identifier_forms.h"
#include "searcher/format/record.h"
#include "searcher/format/schema.h"

namespace dssearch::format {
namespace {

using Kind = Identifier::Kind;

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::string_view kWideColon = "：";

// A name of a kind of identifier, which people write before it.
struct Label {
  std::string_view name;
  std::optional<Identifier> (*parse)(std::string_view text);
  bool needs_colon;  // Before what may be any word or number: "PubMed 2020".
};
constexpr std::array kLabels = {Label{"arxiv", ParseArxiv, false},
                                Label{"info:doi/", ParseDoi, false},
                                Label{"doi", ParseDoi, false},
                                Label{"pmid", ParsePubmed, false},
                                Label{"pubmed", ParsePubmed, true},
                                Label{"acl", ParseAcl, true},
                                Label{"openreview", ParseOpenReview, true}};

// The label at the beginning of a text, and its size with the colon and the blanks behind it;
// nullptr for none.
std::pair<const Label*, std::size_t> LeadingLabel(std::string_view text) {
  for (const Label& label : kLabels) {
    std::string_view rest = text;
    if (!TakePrefix(rest, label.name)) continue;
    const bool blank = !rest.empty() && IsAsciiBlank(rest.front());
    rest.remove_prefix(CountLeading(rest, IsAsciiBlank));
    const bool colon =
        TakePrefix(rest, ":") || TakePrefix(rest, kWideColon) || label.name.back() == '/';
    rest.remove_prefix(CountLeading(rest, IsAsciiBlank));
    const bool number = !rest.empty() && IsAsciiDigit(rest.front());  // arXiv2402.03300
    if (colon || ((blank || number) && !label.needs_colon))
      return {&label, text.size() - rest.size()};
  }
  return {nullptr, 0};
}

// A text without the brackets around it and the punctuation behind it.
std::string_view WithoutPunctuation(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of("([{<'\" \t\r\n"), text.size()));
  while (DropPunctuation(text)) {
  }
  return text;
}

// A text with %2F decoded, and without the backslashes that TeX and JSON put before signs.
std::string Unescaped(std::string_view text) {
  const auto digit_of = [](char c) {
    if (IsAsciiDigit(c)) return c - '0';
    const char lower = LowerAscii(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  };
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? digit_of(text[i + 1]) : -1;
    const int low = high < 0 ? -1 : digit_of(text[i + 2]);
    if (low >= 0) {
      plain += static_cast<char>(high * 16 + low);
      i += 2;
    } else if (text[i] != '\\') {
      plain += text[i];
    }
  }
  return plain;
}

std::optional<Identifier> ParsePlain(std::string_view text) {
  if (const auto [label, size] = LeadingLabel(text); label != nullptr) {
    text.remove_prefix(size);
    if (std::optional<Identifier> found = label->parse(text)) return found;
    return IdentifierInAddress(text);
  }
  if (std::string_view number = text; TakeSuffix(number, "[pmid]") || TakeSuffix(number, "[uid]"))
    return ParsePubmed(number);
  if (std::optional<Identifier> found = ParseDoi(text)) return found;
  if (std::optional<Identifier> found = ParseBareArxiv(text)) return found;
  if (std::optional<Identifier> found = ParseAcl(text)) return found;
  std::string_view rest = text;
  // What is left of an address: abs/2402.03300, as DBLP has it, and forum?id=rJXMpikCZ.
  if (TakePrefix(rest, "abs/") || TakePrefix(rest, "pdf/")) return ParseArxiv(rest);
  if (TakePrefix(rest, "forum?") || TakePrefix(rest, "pdf?"))
    return ParseOpenReview(ParameterOf(text, "id"));
  return IdentifierInAddress(text);
}

// The end of the identifier that may begin a text: before the first blank, quote or character
// beyond ASCII, and before a comma or semicolon that another identifier follows.
std::size_t EndOfCandidate(std::string_view text) {
  const std::size_t end = CountLeading(text, [](char c) {
    return static_cast<unsigned char>(c) < 0x80 && !IsAsciiBlank(c) && c != '"';
  });
  for (std::size_t i = 1; i + 1 < end; ++i) {
    if (text[i] != ',' && text[i] != ';') continue;
    const std::string_view next = text.substr(i + 1, end - i - 1);
    if (DoiPrefixSize(next) > 0 || LeadingLabel(next).first != nullptr ||
        StartsWith(next, "http") || ParseBareArxiv(next.substr(0, next.find_first_of(",;"))))
      return i;
  }
  return end;
}

}  // namespace

std::optional<Identifier> ParseIdentifier(std::string_view text) {
  constexpr std::size_t kLongest = 2000;  // More than any address that people paste.
  if (text.size() > kLongest) return std::nullopt;
  text = WithoutPunctuation(text);
  if (text.find_first_of("\\%") == std::string_view::npos) return ParsePlain(text);
  return ParsePlain(WithoutPunctuation(Unescaped(text)));
}

std::optional<LeadingIdentifier> TakeIdentifier(std::string_view text) {
  const std::size_t brackets = std::min(text.find_first_not_of("[{<'"), text.size());
  const std::size_t begin = brackets + LeadingLabel(text.substr(brackets)).second;
  const std::size_t size = EndOfCandidate(text.substr(begin));
  // A word with a star is to be completed.
  if (size == 0 || text[begin + size - 1] == '*') return std::nullopt;
  const std::string_view candidate = text.substr(0, begin + size);
  std::optional<Identifier> found = ParseIdentifier(candidate);
  if (!found) return std::nullopt;
  // A bracket that is closed behind it was opened before it, and may be an operator of a query.
  const std::string_view plain = WithoutPunctuation(candidate);
  const auto end = static_cast<std::size_t>(plain.data() + plain.size() - candidate.data());
  return LeadingIdentifier{*std::move(found), std::min(candidate.find(')', end), candidate.size())};
}

std::string_view BareText(std::string_view identifier) {
  if (identifier.starts_with(kPubmedPrefix)) identifier.remove_prefix(kPubmedPrefix.size());
  return identifier;
}

std::string IdentifierTerm(std::string_view text) {
  const std::optional<Identifier> known = ParseIdentifier(text);
  return ValueTerm(kIdentifierPrefix, LowerAscii(known ? std::string_view(known->text) : text));
}

std::vector<std::string> IdentifiersOf(const Paper& paper) {
  std::vector<std::string> all;
  const auto add = [&all](std::string identifier) {
    if (!identifier.empty() && std::find(all.begin(), all.end(), identifier) == all.end())
      all.push_back(std::move(identifier));
  };
  const auto add_any = [&add](std::string_view text) {
    std::optional<Identifier> known = ParseIdentifier(text);
    add(known ? std::move(known->text) : std::string(text));
  };
  // Those at the beginnings of words.
  const auto add_found = [&add](std::string_view text, const auto& counts) {
    while (!text.empty()) {
      const std::optional<LeadingIdentifier> found = TakeIdentifier(text);
      if (found && counts(found->identifier)) add(found->identifier.text);
      text.remove_prefix(found ? found->size : std::min(text.find_first_of(kBlanks), text.size()));
      text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
    }
  };
  add_any(paper.id);
  add_any(paper.doi);
  for (const std::string& identifier : paper.identifiers) add_any(identifier);
  add_found(paper.url, [](const Identifier&) { return true; });
  add_found(paper.venue, [](const Identifier& one) { return one.kind == Kind::kArxiv; });
  return all;
}

}  // namespace dssearch::format
