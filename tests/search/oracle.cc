#include "tests/search/oracle.h"

#include <algorithm>

namespace dssearch::testing {
namespace {

using text::Token;
using text::TokenKind;
using Kind = QueryAst::Kind;

// Days as texts, which compare as the days do. That February 31 does not exist does not matter.
std::string FirstDay(const std::string& date) {
  return date + std::string("-01-01").substr(date.size() == 4 ? 0 : date.size() == 7 ? 3 : 6);
}
std::string LastDay(const std::string& date) {
  return date + std::string("-12-31").substr(date.size() == 4 ? 0 : date.size() == 7 ? 3 : 6);
}

bool Overlaps(const std::string& date, const std::string& since, const std::string& until) {
  return !date.empty() && (until.empty() || FirstDay(date) <= LastDay(until)) &&
         (since.empty() || LastDay(date) >= FirstDay(since));
}

bool HasPrefix(const std::string& beginning, const std::set<std::string>& forms) {
  const auto first = forms.lower_bound(beginning);
  return first != forms.end() && first->starts_with(beginning);
}

// Whether `wanted` occurs in `sequence`, at consecutive positions.
template <typename Sequence>
bool HasSequence(const Sequence& wanted, const Sequence& sequence) {
  for (std::size_t i = 0; i + wanted.size() <= sequence.size(); ++i) {
    std::size_t n = 0;
    while (n < wanted.size() && sequence[i + n].first == wanted[n].first &&
           sequence[i + n].second == sequence[i].second + n)
      ++n;
    if (n == wanted.size()) return true;
  }
  return false;
}

}  // namespace

std::string FormatResult(std::size_t total, const std::set<std::string>& ids,
                         const std::map<std::string, std::size_t>& domains) {
  std::string out = std::to_string(total) + ":";
  for (const std::string& id : ids) out += ' ' + id;
  for (const auto& [domain, count] : domains) out += "; " + domain + ' ' + std::to_string(count);
  return out;
}

Oracle::Oracle(const std::vector<Paper>& papers) {
  for (const Paper& paper : papers) papers_.push_back(Scan(paper));
}

std::string Oracle::Find(const QueryAst& query, const SearchRequest& request) {
  std::set<std::string> ids;
  std::map<std::string, std::size_t> counts;
  for (const ScannedPaper& paper : papers_) {
    const bool asked =
        request.match == Match::kAny ? MatchesAny(query, paper) : Matches(query, paper);
    if (!asked || !Passes(request, "lang", paper.languages) ||
        ((!request.since.empty() || !request.until.empty()) &&
         !Overlaps(paper.date, request.since, request.until)))
      continue;
    // The filters of a facet's own field do not narrow its counts.
    for (const std::string& domain : paper.domains) ++counts[domain];
    if (Passes(request, "domain", Folded(paper.domains))) ids.insert(paper.id);
  }
  for (const Filter& filter : request.filters)
    if (filter.field == "domain" && !filter.exclude) ListSelected(filter.value, counts);
  return FormatResult(ids.size(), ids, counts);
}

Oracle::ScannedPaper Oracle::Scan(const Paper& paper) {
  ScannedPaper scanned;
  scanned.id = paper.id;
  scanned.date = paper.date;
  scanned.domains = paper.domains;
  for (const std::string& title : {paper.title, paper.title_zh})
    scanned.titles.push_back(Scan(title));
  for (const std::string& author : paper.authors) scanned.authors.push_back(Scan(author));
  scanned.texts = scanned.titles;
  scanned.texts.insert(scanned.texts.end(), scanned.authors.begin(), scanned.authors.end());
  std::vector<std::string> rest = {paper.summary_zh, paper.contribution_zh, paper.summary_en,
                                   paper.contribution_en};
  rest.insert(rest.end(), paper.keywords_zh.begin(), paper.keywords_zh.end());
  rest.insert(rest.end(), paper.keywords_en.begin(), paper.keywords_en.end());
  for (const std::string& text : rest) scanned.texts.push_back(Scan(text));

  const bool han_title = HasHan(paper.title);
  if (han_title || !(paper.title_zh + paper.summary_zh + paper.contribution_zh).empty())
    scanned.languages.insert("zh");
  if (!han_title || !(paper.summary_en + paper.contribution_en).empty())
    scanned.languages.insert("en");
  return scanned;
}

Oracle::ScannedText Oracle::Scan(const std::string& text) {
  ScannedText words;
  const text::Analysis analysis = analyzer_.Analyze(text);
  for (const Token& token : analysis.tokens()) {
    const std::string form(analysis.Text(token));
    if (token.kind == TokenKind::kSubword || token.kind == TokenKind::kCharacter)
      words.sequence.emplace_back(form, token.position);
    if (token.stemmable) words.stems.emplace(analyzer_.Stem(form));
    if (token.kind != TokenKind::kBigram) words.forms.insert(form);
  }
  return words;
}

bool Oracle::HasHan(const std::string& text) {
  const text::Analysis analysis = analyzer_.Analyze(text);
  return std::any_of(analysis.tokens().begin(), analysis.tokens().end(),
                     [](const Token& token) { return token.kind == TokenKind::kCharacter; });
}

bool Oracle::Matches(const QueryAst& query, const ScannedPaper& paper) {
  const auto has = [&](const QueryAst& child) { return Matches(child, paper); };
  switch (query.kind) {
    case Kind::kAll:
      return true;
    case Kind::kAnd:
      return std::all_of(query.children.begin(), query.children.end(), has);
    case Kind::kOr:
      return std::any_of(query.children.begin(), query.children.end(), has);
    case Kind::kNot:
      return !has(query.children.front());
    case Kind::kIdentifier:  // Generated queries have none.
      return false;
    case Kind::kFilter:
      return HasValue(query, paper);
    case Kind::kText:
    case Kind::kPhrase:
    case Kind::kPrefix:
      break;
  }
  const ScannedText wanted = Scan(query.text);
  const std::vector<ScannedText>& texts = query.field == &format::kTitleField    ? paper.titles
                                          : query.field == &format::kAuthorField ? paper.authors
                                                                                 : paper.texts;
  return std::any_of(texts.begin(), texts.end(), [&](const ScannedText& text) {
    if (query.kind == Kind::kPrefix) return HasPrefix(wanted.sequence.front().first, text.forms);
    // An English word matches by its stem; names and quoted words match by their forms.
    const bool by_stem = query.kind == Kind::kText && query.field != &format::kAuthorField &&
                         wanted.sequence.size() == 1 && !wanted.stems.empty();
    return by_stem ? text.stems.contains(*wanted.stems.begin())
                   : HasSequence(wanted.sequence, text.sequence);
  });
}

// Whether any of the words matches, and all filters, exclusions and what is looked for in a field
// do; words that are all in title:(…) are words like others.
bool Oracle::MatchesAny(const QueryAst& query, const ScannedPaper& paper) {
  if (query.kind != Kind::kAnd) return Matches(query, paper);
  bool words = false;
  bool some = false;
  const auto is_word = [](const QueryAst& child) {
    return child.kind != Kind::kFilter && child.kind != Kind::kNot;
  };
  const bool has_other_words =
      std::any_of(query.children.begin(), query.children.end(),
                  [&](const QueryAst& child) { return is_word(child) && child.field == nullptr; });
  for (const QueryAst& child : query.children) {
    const bool has = Matches(child, paper);
    const bool in_field =
        child.field != nullptr &&
        (has_other_words || child.field == &format::kAuthorField || child.kind == Kind::kPrefix);
    const bool word = is_word(child) && !in_field;
    if (!word && !has) return false;
    words = words || word;
    some = some || (word && has);
  }
  return some || !words;
}

bool Oracle::HasValue(const QueryAst& query, const ScannedPaper& paper) {
  const std::string& value = query.text;
  if (query.field->has_labels) return Folded(paper.domains).contains(analyzer_.Fold(value));
  if (query.field == &format::kLanguageField) return paper.languages.contains(value);
  const std::size_t dots = value.find("..");
  if (dots == std::string::npos) return Overlaps(paper.date, value, value);
  return Overlaps(paper.date, value.substr(0, dots), value.substr(dots + 2));
}

// Values of one field are alternatives, and any excluded one excludes.
bool Oracle::Passes(const SearchRequest& request, std::string_view field,
                    const std::set<std::string>& values) {
  bool wanted = false;
  bool found = false;
  for (const Filter& filter : request.filters) {
    if (filter.field != field) continue;
    const bool has = values.contains(analyzer_.Fold(filter.value));
    if (filter.exclude && has) return false;
    wanted = wanted || !filter.exclude;
    found = found || (!filter.exclude && has);
  }
  return found || !wanted;
}

// A selected value is listed even with a count of zero.
void Oracle::ListSelected(const std::string& value, std::map<std::string, std::size_t>& counts) {
  const std::string folded = analyzer_.Fold(value);
  if (std::none_of(counts.begin(), counts.end(),
                   [&](const auto& count) { return analyzer_.Fold(count.first) == folded; }))
    counts[AsWritten(folded).value_or(value)] = 0;
}

// A domain as papers write it; all papers here write it alike.
std::optional<std::string> Oracle::AsWritten(const std::string& folded) {
  for (const ScannedPaper& paper : papers_)
    for (const std::string& domain : paper.domains)
      if (analyzer_.Fold(domain) == folded) return domain;
  return std::nullopt;
}

std::set<std::string> Oracle::Folded(const std::vector<std::string>& values) {
  std::set<std::string> folded;
  for (const std::string& value : values) folded.insert(analyzer_.Fold(value));
  return folded;
}

}  // namespace dssearch::testing
