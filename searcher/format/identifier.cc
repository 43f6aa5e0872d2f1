#include "searcher/format/identifier.h"

#include <algorithm>
#include <array>
#include <utility>

#include "searcher/format/record.h"
#include "searcher/format/schema.h"

namespace dssearch::format {
namespace {

using Kind = Identifier::Kind;

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::string_view kWideColon = "：";
constexpr std::string_view kPubmedPrefix = "PMID:";

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
char Lower(char c) { return IsUpper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
char Upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
bool IsLetter(char c) { return Lower(c) >= 'a' && Lower(c) <= 'z'; }
bool IsBlank(char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7F; }
bool IsAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = Lower(c);
  return lower;
}

bool StartsWith(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  return std::equal(lower.begin(), lower.end(), text.begin(),
                    [](char a, char b) { return a == Lower(b); });
}

bool EndsWith(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() && StartsWith(text.substr(text.size() - lower.size()), lower);
}

// Whether `text` contains `lower` in any case.
bool Contains(std::string_view text, std::string_view lower) {
  for (; text.size() >= lower.size(); text.remove_prefix(1))
    if (StartsWith(text, lower)) return true;
  return false;
}

bool TakePrefix(std::string_view& text, std::string_view lower) {
  if (!StartsWith(text, lower)) return false;
  text.remove_prefix(lower.size());
  return true;
}

bool TakeSuffix(std::string_view& text, std::string_view lower) {
  if (!EndsWith(text, lower)) return false;
  text.remove_suffix(lower.size());
  return true;
}

template <typename Predicate>
std::size_t CountLeading(std::string_view text, const Predicate& is) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is) - text.begin());
}

bool AllDigits(std::string_view text) { return CountLeading(text, IsDigit) == text.size(); }

// Removes a version, v2.
void DropVersion(std::string_view& text) {
  std::string_view rest = text;
  while (!rest.empty() && IsDigit(rest.back())) rest.remove_suffix(1);
  if (rest.size() == text.size() || rest.size() < 2 || Lower(rest.back()) != 'v') return;
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
  if (archive.size() > 3 && archive[archive.size() - 3] == '.' && IsLetter(archive.back()))
    archive.remove_suffix(3);
  const bool letters =
      std::all_of(archive.begin(), archive.end(), [](char c) { return IsLetter(c) || c == '-'; });
  if (archive.size() < 2 || !letters || !IsLetter(archive.front()) || !AllDigits(number) ||
      !IsMonth(number.substr(2)))
    return std::nullopt;
  return Lower(archive).append("/").append(number);
}

std::optional<Identifier> Arxiv(std::string_view text) {
  TakeSuffix(text, ".pdf");
  std::optional<std::string> id = NewArxivId(text);
  if (!id) id = OldArxivId(text);
  if (!id) return std::nullopt;
  return Identifier{Kind::kArxiv, *std::move(id)};
}

// The same where nothing says that it is of arXiv: year, month, and a number of four digits, of
// five since 2015, so that 3141.5926 is none.
std::optional<Identifier> BareArxiv(std::string_view text) {
  std::optional<Identifier> found = Arxiv(text);
  if (!found || IsLetter(found->text.front())) return found;
  const std::string_view id = found->text;
  const std::string_view month = id.substr(0, 4);
  const bool five_digits = month >= "1501";
  if (month < "0704" || !IsMonth(month.substr(2)) || id.size() != (five_digits ? 10U : 9U))
    return std::nullopt;
  return found;
}

// P18-1001, or 2020.acl-main.1: a year, a venue, a volume, a number.
std::optional<Identifier> Acl(std::string_view text) {
  TakeSuffix(text, ".pdf");
  TakeSuffix(text, ".bib");
  DropVersion(text);
  if (text.size() == 8 && IsLetter(text[0]) && AllDigits(text.substr(1, 2)) && text[3] == '-' &&
      AllDigits(text.substr(4)))
    return Identifier{Kind::kAcl, std::string(1, Upper(text[0])).append(text.substr(1))};
  const auto is_name = [](char c) { return IsLetter(c) || IsDigit(c) || c == '_'; };
  std::string_view rest = text;
  if (rest.size() < 10 || rest[4] != '.' || !AllDigits(rest.substr(0, 4)) ||
      (rest[0] != '1' && rest[0] != '2'))
    return std::nullopt;
  rest.remove_prefix(5);
  const std::size_t venue = CountLeading(rest, is_name);
  if (venue == 0 || venue == rest.size() || rest[venue] != '-' || !IsLetter(rest.front()))
    return std::nullopt;
  rest.remove_prefix(venue + 1);
  const std::size_t volume = CountLeading(rest, is_name);
  if (volume == 0 || volume + 1 >= rest.size() || rest[volume] != '.' ||
      !AllDigits(rest.substr(volume + 1)))
    return std::nullopt;
  return Identifier{Kind::kAcl, Lower(text)};
}

// The bytes of a prefix of a DOI with its slash at the beginning of a text: "10.1145/". 0 for none.
std::size_t DoiPrefixSize(std::string_view text) {
  if (!text.starts_with("10.")) return 0;
  const std::size_t digits = CountLeading(text.substr(3), IsDigit);
  if (digits < 4 || digits > 9) return 0;
  const std::size_t size =
      3 + CountLeading(text.substr(3), [](char c) { return IsDigit(c) || c == '.'; });
  return size < text.size() && text[size] == '/' ? size + 1 : 0;
}

std::optional<Identifier> Doi(std::string_view text) {
  const std::size_t prefix = DoiPrefixSize(text);
  if (prefix == 0 || prefix == text.size() || text.back() == '*' ||
      std::any_of(text.begin(), text.end(), IsBlank))
    return std::nullopt;
  std::string_view rest = text;
  if (TakePrefix(rest, "10.48550/arxiv."))
    if (std::optional<Identifier> arxiv = Arxiv(rest)) return arxiv;
  if (TakePrefix(rest, "10.18653/v1/") || TakePrefix(rest, "10.3115/v1/"))
    if (std::optional<Identifier> acl = Acl(rest)) return acl;
  if (StartsWith(text, "10.1101/")) DropVersion(text);  // Of a preprint's page at bioRxiv.
  return Identifier{Kind::kDoi, Lower(text)};
}

std::optional<Identifier> Pubmed(std::string_view text) {
  constexpr std::size_t kMostDigits = 9;
  if (text.empty() || text.size() > kMostDigits || !AllDigits(text)) return std::nullopt;
  return Identifier{Kind::kPubmed, std::string(kPubmedPrefix).append(text)};
}

std::optional<Identifier> OpenReview(std::string_view text) {
  const bool is_id = std::all_of(text.begin(), text.end(), [](char c) {
    return IsLetter(c) || IsDigit(c) || c == '-' || c == '_';
  });
  if (text.size() < 5 || text.size() > 40 || !is_id) return std::nullopt;
  return Identifier{Kind::kOpenReview, std::string(text)};
}

// The value of a parameter of an address: `id` of forum?id=rJXMpikCZ&noteId=1.
std::string_view ParameterOf(std::string_view address, std::string_view name) {
  for (std::size_t at = address.find('?'); at != std::string_view::npos;
       at = address.find('&', at + 1)) {
    std::string_view parameter = address.substr(at + 1);
    parameter = parameter.substr(0, parameter.find_first_of("&#"));
    if (TakePrefix(parameter, name) && TakePrefix(parameter, "=")) return parameter;
  }
  return {};
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

// Removes one sign of punctuation, or a blank, from the end of a text.
bool DropPunctuation(std::string_view& text) {
  if (text.empty()) return false;
  if (IsBlank(text.back()) || ClosesNothing(text) ||
      std::string_view(".,;:!?'\"").find(text.back()) != std::string_view::npos) {
    text.remove_suffix(1);
    return true;
  }
  constexpr std::array<std::string_view, 12> kWide = {"。", "，", "、", "；", "：", "！",
                                                      "？", "）", "】", "》", "”",  "’"};
  return std::any_of(kWide.begin(), kWide.end(),
                     [&text](std::string_view sign) { return TakeSuffix(text, sign); });
}

// The DOI in an address, without what publishers write behind it.
std::optional<Identifier> DoiInAddress(std::string_view address) {
  for (std::size_t at = address.find("10."); at != std::string_view::npos;
       at = address.find("10.", at + 1)) {
    if (at == 0 || std::string_view("/=:").find(address[at - 1]) == std::string_view::npos)
      continue;
    std::string_view doi = address.substr(at);
    doi = doi.substr(0, doi.find_first_of("?#&"));
    constexpr std::array<std::string_view, 11> kEndings = {
        "/",    ".pdf",  ".html",     ".full", ".abstract", "/full",
        "/pdf", "/epdf", "/abstract", "/meta", "/fulltext"};
    while (DropPunctuation(doi) ||
           std::any_of(kEndings.begin(), kEndings.end(),
                       [&doi](std::string_view ending) { return TakeSuffix(doi, ending); })) {
    }
    if (std::optional<Identifier> found = Doi(doi)) return found;
  }
  return std::nullopt;
}

// The first identifier that `parse` finds among the segments of a path; an old arXiv id has two.
template <typename Parse>
std::optional<Identifier> InPath(std::string_view path, const Parse& parse) {
  path = path.substr(0, path.find_first_of("?#&"));
  std::string_view before;  // The last two segments with the slash between.
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    if (std::optional<Identifier> found = parse(segment)) return found;
    if (!before.empty()) {
      const auto both = static_cast<std::size_t>(segment.data() + segment.size() - before.data());
      if (std::optional<Identifier> found = parse(std::string_view(before.data(), both)))
        return found;
    }
    before = segment;
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return std::nullopt;
}

// The host of an address, with or without https://, and what comes after it; an empty host for a
// text that is no address.
std::pair<std::string_view, std::string_view> SplitAddress(std::string_view text) {
  const bool has_scheme = TakePrefix(text, "https://") || TakePrefix(text, "http://");
  const std::size_t size = CountLeading(
      text, [](char c) { return IsLetter(c) || IsDigit(c) || c == '-' || c == '.' || c == ':'; });
  const std::string_view host = text.substr(0, size);
  // "10.1145" is no host, and neither is "title:www.x.org".
  const std::size_t dot = host.rfind('.');
  if (dot == std::string_view::npos || dot + 1 == host.size() || !IsLetter(host[dot + 1]) ||
      (!has_scheme && host.find(':') != std::string_view::npos))
    return {};
  return {host, text.substr(size)};
}

std::optional<Identifier> InAddress(std::string_view text) {
  const auto [host, path] = SplitAddress(text);
  if (host.empty() || path.empty()) return std::nullopt;
  // The page of an arXiv paper is one of that paper, though its address may name a DOI.
  if (Contains(text, "arxiv") || EndsWith(host, "ar5iv.org") || EndsWith(host, "alphaxiv.org") ||
      EndsWith(host, "huggingface.co")) {
    const auto parse = [](std::string_view segment) {
      TakePrefix(segment, "arxiv:");
      return Arxiv(segment);
    };
    if (std::optional<Identifier> arxiv = InPath(path, parse)) return arxiv;
  }
  if (EndsWith(host, "aclanthology.org") || EndsWith(host, "aclanthology.info") ||
      EndsWith(host, "aclweb.org"))
    if (std::optional<Identifier> acl = InPath(path, Acl)) return acl;
  if (EndsWith(host, "openreview.net")) return OpenReview(ParameterOf(path, "id"));
  if (EndsWith(host, "pubmed.ncbi.nlm.nih.gov") ||
      (EndsWith(host, "ncbi.nlm.nih.gov") && StartsWith(path, "/pubmed")))
    return InPath(path, Pubmed);
  return DoiInAddress(text);
}

// A name of a kind of identifier, which people write before it.
struct Label {
  std::string_view name;
  std::optional<Identifier> (*parse)(std::string_view text);
  bool needs_colon;  // Before what may be any word or number: "PubMed 2020".
};
constexpr std::array kLabels = {
    Label{"arxiv", Arxiv, false},         Label{"info:doi/", Doi, false}, Label{"doi", Doi, false},
    Label{"pmid", Pubmed, false},         Label{"pubmed", Pubmed, true},  Label{"acl", Acl, true},
    Label{"openreview", OpenReview, true}};

// The label at the beginning of a text, and its size with the colon and the blanks behind it;
// nullptr for none.
std::pair<const Label*, std::size_t> LeadingLabel(std::string_view text) {
  for (const Label& label : kLabels) {
    std::string_view rest = text;
    if (!TakePrefix(rest, label.name)) continue;
    const bool blank = !rest.empty() && IsBlank(rest.front());
    rest.remove_prefix(CountLeading(rest, IsBlank));
    const bool colon =
        TakePrefix(rest, ":") || TakePrefix(rest, kWideColon) || label.name.back() == '/';
    rest.remove_prefix(CountLeading(rest, IsBlank));
    const bool number = !rest.empty() && IsDigit(rest.front());  // arXiv2402.03300
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
    return IsDigit(c) ? c - '0' : Lower(c) >= 'a' && Lower(c) <= 'f' ? Lower(c) - 'a' + 10 : -1;
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
    return InAddress(text);
  }
  if (std::string_view number = text; TakeSuffix(number, "[pmid]") || TakeSuffix(number, "[uid]"))
    return Pubmed(number);
  if (std::optional<Identifier> found = Doi(text)) return found;
  if (std::optional<Identifier> found = BareArxiv(text)) return found;
  if (std::optional<Identifier> found = Acl(text)) return found;
  std::string_view rest = text;
  // What is left of an address: abs/2402.03300, as DBLP has it, and forum?id=rJXMpikCZ.
  if (TakePrefix(rest, "abs/") || TakePrefix(rest, "pdf/")) return Arxiv(rest);
  if (TakePrefix(rest, "forum?") || TakePrefix(rest, "pdf?"))
    return OpenReview(ParameterOf(text, "id"));
  return InAddress(text);
}

// The end of the identifier that may begin a text: before the first blank, quote or character
// beyond ASCII, and before a comma or semicolon that another identifier follows.
std::size_t EndOfCandidate(std::string_view text) {
  const std::size_t end =
      CountLeading(text, [](char c) { return IsAscii(c) && !IsBlank(c) && c != '"'; });
  for (std::size_t i = 1; i + 1 < end; ++i) {
    if (text[i] != ',' && text[i] != ';') continue;
    const std::string_view next = text.substr(i + 1, end - i - 1);
    if (DoiPrefixSize(next) > 0 || LeadingLabel(next).first != nullptr ||
        StartsWith(next, "http") || BareArxiv(next.substr(0, next.find_first_of(",;"))))
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
  return ValueTerm(kIdentifierPrefix, Lower(known ? std::string_view(known->text) : text));
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
