#include "indexer/fields/paper_fields.h"

#include <algorithm>
#include <array>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "indexer/ascii.h"
#include "indexer/fields/author_names.h"
#include "indexer/fields/date_forms.h"
#include "indexer/fields/field_aliases.h"
#include "indexer/fields/field_text.h"
#include "indexer/fields/markup.h"
#include "indexer/fields/paper_identifiers.h"
#include "searcher/format/calendar.h"
#include "searcher/format/identifier.h"
#include "searcher/text/code_points.h"
#include "searcher/text/letters.h"

namespace dssearch::indexer {
namespace {

constexpr const char* kTextHint = "index summaries, not whole texts";
constexpr std::size_t kMaxIdBytes = 1000;
constexpr std::size_t kMaxTextBytes = 1'000'000;  // A summary has a thousandth of it.
constexpr std::size_t kMaxListed = 10'000;        // The longest list there is has 5,154.

// The cleaned values, a line each.
std::string JoinClean(const std::vector<std::string>& values) {
  std::string out;
  for (const std::string& value : values) {
    const std::string cleaned = CleanText(value);
    if (!out.empty() && !cleaned.empty()) out += '\n';
    out += cleaned;
  }
  return out;
}

// The values without their markup, cleaned, a line each.
std::string JoinWithoutMarkup(std::vector<std::string> values) {
  for (std::string& value : values) value = WithoutMarkup(value);
  return JoinClean(values);
}

// Appends a text, unless it is there: a record may have its abstract in two fields.
void AppendText(std::string& text, const std::string& more) {
  if (text.starts_with(more) || text.ends_with(more)) return;
  if (more.starts_with(text)) {
    text = more;
    return;
  }
  text += '\n';
  text += more;
}

// A paper has one date: of several, the most exact one (2024-02-05 rather than 2024).
void AssignDate(PaperDraft& draft, const std::string& text) {
  const std::optional<std::string> date = DateIn(text);
  if (!date && SaysNoDate(text)) return;
  if (!date) {
    draft.invalid_date = text;
  } else if (date->size() > draft.paper.date.size()) {
    draft.paper.date = *date;
  }
}

// The addresses in a text: the first is that of the paper. What has a scheme that no browser knows
// is none ("<Go to ISI>://WOS:1"); what has no scheme may be one.
std::vector<std::string> AddressesIn(const std::string& text) {
  std::vector<std::string> addresses;
  static constexpr std::array<std::string_view, 3> kSchemes = {"http://", "https://", "ftp://"};
  const auto begins_at = [&text](std::size_t i) {
    return std::any_of(kSchemes.begin(), kSchemes.end(), [&](std::string_view scheme) {
      return LowerAscii(std::string_view(text).substr(i, scheme.size())) == scheme;
    });
  };
  const auto ends_at = [&text, &begins_at](std::size_t i) {
    if (std::string_view(" \n\"<>").find(text[i]) != std::string_view::npos) return true;
    const bool separates = text[i] == ';' || text[i] == ',' || text[i] == '|';
    const std::size_t next = text.find_first_not_of(' ', i + 1);
    return separates && (next == std::string::npos || begins_at(next));
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!begins_at(i)) continue;
    const std::size_t begin = i;
    while (i < text.size() && !ends_at(i)) ++i;
    addresses.push_back(text.substr(begin, i - begin));
  }
  if (addresses.empty() && text.find("://") == std::string::npos) addresses.push_back(text);
  return addresses;
}

// Summaries from several fields are joined. Of ids, titles, addresses and venues the first stays;
// other ids, and other addresses that have one, identify the paper, too.
void AssignText(PaperDraft& draft, std::string Paper::*member, std::string text) {
  if (text.empty()) return;
  if (member == &Paper::date) return AssignDate(draft, text);
  const bool one = member == &Paper::id || member == &Paper::title || member == &Paper::title_zh ||
                   member == &Paper::url || member == &Paper::venue || member == &Paper::doi;
  std::string& old = draft.paper.*member;
  if (!one) {
    AppendText(old, text);
  } else if (old.empty()) {
    old = std::move(text);
  } else if (member == &Paper::id || member == &Paper::doi ||
             (member == &Paper::url && format::ParseIdentifier(text))) {
    draft.paper.identifiers.push_back(OneLine(text));
  }
}

// Adds a value, unless it is there: a record may name its domain in two fields.
void AddItem(const std::string& value, std::vector<std::string>& list) {
  if (list.size() > kMaxListed) return;
  std::string item = OneLine(CleanText(value));
  if (!item.empty() && std::find(list.begin(), list.end(), item) == list.end())
    list.push_back(std::move(item));
}

void AddAuthors(const std::vector<std::string>& values, std::vector<std::string>& authors) {
  if (values.size() > 1) {
    // Thousands of them are compared with each other only once they are counted.
    for (const std::string& value : values) {
      if (authors.size() > kMaxListed) return;
      std::string name = OneLine(CleanText(WithoutMarkup(value)));
      if (!name.empty()) authors.push_back(std::move(name));
    }
  } else if (!values.empty()) {
    for (const std::string& name : NamesOf(CleanText(WithoutMarkup(values.front())))) {
      if (authors.size() > kMaxListed) return;
      authors.push_back(OneLine(name));
    }
  }
}

void AddToList(std::vector<std::string> values, std::vector<std::string> Paper::*member,
               Paper& paper) {
  std::vector<std::string>& list = paper.*member;
  if (member == &Paper::authors) return AddAuthors(values, list);
  for (std::string& value : values) value = WithoutMarkup(value);
  if (values.size() == 1)
    values =
        member == &Paper::domains ? SplitDomains(values.front()) : SplitKeywords(values.front());
  for (const std::string& value : values) AddItem(value, list);
}

// Adds an identifier, of the kind that `prefix` names unless its own text tells another.
void AddIdentifier(std::string_view prefix, const std::string& value, Paper& paper) {
  std::string text = OneLine(CleanText(value));
  if (text.empty()) return;
  if (const std::string prefixed = std::string(prefix) + text; format::ParseIdentifier(prefixed))
    text = prefixed;
  paper.identifiers.push_back(std::move(text));
}

// The identifiers in a list that is written as one text, "a; b". A DOI may have a semicolon.
std::vector<std::string> SplitIdentifiers(std::string_view text) {
  constexpr std::string_view kSeparator = "; ";
  std::vector<std::string> all;
  for (std::size_t end = 0; (end = text.find(kSeparator)) != std::string_view::npos;
       text.remove_prefix(end + kSeparator.size()))
    all.emplace_back(text.substr(0, end));
  all.emplace_back(text);
  return all;
}

// What databases write where notes stand: "Cited By :12", "Export Date: 5 March 2024".
bool IsOfADatabase(std::string_view note) {
  const std::string text = LowerAscii(note);
  return text.starts_with("cited by") || text.starts_with("export date");
}

void Assign(PaperDraft& draft, const std::string& name, const std::vector<std::string>& values) {
  Paper& paper = draft.paper;
  if (const FieldAlias* alias = FindFieldAlias(name)) {
    if (alias->list != nullptr) {
      AddToList(values, alias->list, paper);
    } else if (alias->names == &PaperDraft::group_names) {
      for (const std::string& value : values) AddItem(WithoutMarkup(value), draft.group_names);
    } else if (alias->names != nullptr) {
      AddAuthors(values, draft.*alias->names);
      if (name == "authors_parsed") draft.has_parsed_authors = true;
    } else if (alias->draft != nullptr) {
      std::string& text = draft.*alias->draft;
      if (text.empty()) text = JoinClean(values);
    } else if (alias->identifier != nullptr) {
      for (const std::string& value : values)
        for (const std::string& one : SplitIdentifiers(value))
          AddIdentifier(alias->identifier, one, paper);
    } else if (alias->text == &Paper::url) {
      for (std::string& address : AddressesIn(JoinClean(values)))
        AssignText(draft, alias->text, std::move(address));
    } else if (alias->text == &Paper::note) {
      std::vector<std::string> notes = values;
      std::erase_if(notes, IsOfADatabase);
      AssignText(draft, alias->text, JoinWithoutMarkup(std::move(notes)));
    } else if (alias->text == &Paper::id || alias->text == &Paper::date ||
               alias->text == &Paper::doi) {
      AssignText(draft, alias->text, JoinClean(values));
    } else {
      AssignText(draft, alias->text, JoinWithoutMarkup(values));
    }
  } else if (IsSummaryAlias(name)) {
    const std::string joined = JoinWithoutMarkup(values);
    const std::string text(WithoutHeading(joined));
    AppendText(IsMostlyChinese(text) ? paper.summary_zh : paper.summary_en, text);
  } else if (IsKeywordAlias(name)) {
    std::vector<std::string> words = values;
    for (std::string& word : words) word = WithoutMarkup(word);
    if (words.size() == 1) words = SplitKeywords(words.front());
    for (const std::string& word : words)
      AddItem(word, IsMostlyChinese(word) ? paper.keywords_zh : paper.keywords_en);
  }
}

// Programs that know no difference list tags among keywords.
void TakeTagsFromKeywords(Paper& paper) {
  for (std::vector<std::string>* keywords : {&paper.keywords_zh, &paper.keywords_en})
    std::erase_if(*keywords, [&paper](const std::string& keyword) {
      return std::find(paper.tags.begin(), paper.tags.end(), keyword) != paper.tags.end();
    });
}

// A paper has its authors once, however often the record has them.
void CompleteAuthors(PaperDraft& draft) {
  std::vector<std::string>& authors = draft.paper.authors;
  if (!draft.full_names.empty()) authors = std::move(draft.full_names);
  authors.insert(authors.end(), draft.group_names.begin(), draft.group_names.end());
  // The signs between names are no names: "NVIDIA", ":", "A. Blakeman".
  std::erase_if(authors, [](const std::string& name) { return text::LettersOf(name).empty(); });
  // The editors of a part are those of the whole.
  if (authors.empty() && draft.paper.venue.empty()) authors = std::move(draft.editors);
}

// Of a title and its translation, the Chinese one has a field of its own.
void AssignTitles(PaperDraft& draft) {
  Paper& paper = draft.paper;
  const std::string translated = OneLine(WithoutMarkup(draft.translated_title));
  if (translated.empty() || !paper.title_zh.empty()) return;
  if (paper.title.empty()) {
    paper.title = translated;
  } else if (IsMostlyChinese(paper.title) != IsMostlyChinese(translated)) {
    paper.title_zh = translated;
    if (IsMostlyChinese(paper.title)) std::swap(paper.title, paper.title_zh);
  }
}

// "MAR 4" where the year is in another field, if it is not in this one.
void CompleteDate(PaperDraft& draft) {
  std::string& date = draft.paper.date;
  constexpr std::size_t kYear = 4;
  if (date.empty()) date = DateIn(draft.date_in_year).value_or("");
  if (date.size() != kYear) return;
  for (const std::string* day : {&draft.date_in_year, &draft.invalid_date}) {
    if (day->empty()) continue;
    const std::optional<std::string> exact = DateIn(*day + ' ' + date);
    if (exact && exact->size() > date.size()) date = *exact;
  }
}

bool IsNumber(std::string_view text) {
  return text.find_first_not_of("0123456789.") == std::string_view::npos;
}

bool HasSummary(const Paper& paper) {
  return !paper.summary_zh.empty() || !paper.summary_en.empty();
}

// Why a table or JSON tells nothing of a paper: none of its columns is the title or the authors,
// and some are not known; nullopt where this is not so. A summary with an id is a paper without a
// title.
std::optional<Reject> UnknownColumns(const RawRecord& record, const Paper& paper, bool has_id) {
  if (!record.has_columns || !paper.title.empty() || !paper.title_zh.empty() ||
      !paper.authors.empty() || (has_id && HasSummary(paper)))
    return std::nullopt;
  constexpr std::size_t kMaxNamed = 12;
  std::string names;
  std::size_t named = 0;
  static const std::string kNothing;
  const std::string* unknown = nullptr;  // The first that is no number, if there is one,
  const std::string* unknown_value = nullptr;
  for (const auto& [name, values] : record.fields) {
    if (!name.empty() && !IsFieldName(name) && (unknown == nullptr || IsNumber(*unknown_value))) {
      unknown = &name;
      unknown_value = values.empty() ? &kNothing : &values.front();
    }
    if (++named > kMaxNamed + 1) continue;
    if (!names.empty()) names += ", ";
    names += named > kMaxNamed ? "…" : OneLine(CleanText(name));
  }
  if (unknown == nullptr) return std::nullopt;
  return Reject{
      record.where, "no field is the title or the authors; there are " + names,
      "say which is which, for example: --map title='" + OneLine(CleanText(*unknown)) + "'", true};
}

// A field that cannot be taken as a text; nullopt for none.
std::optional<Reject> UnreadableField(const RawRecord& record) {
  for (const auto& [name, values] : record.fields) {
    for (const std::string& value : values)
      if (!text::IsValid(value))
        return Reject{record.where, "field '" + name + "' is not UTF-8",
                      "convert it, for example: iconv -f LATIN1 -t UTF-8"};
    for (const std::string& value : values)
      if (value.size() > kMaxTextBytes)
        return Reject{record.where, "field '" + name + "' is longer than a million bytes",
                      kTextHint};
  }
  return std::nullopt;
}

// Why a record is no paper: it lacks what a paper must have, or has too much; nullopt for a paper.
std::optional<Reject> WhyNoPaper(const RawRecord& record, const Paper& paper) {
  const auto reject = [&record](std::string reason, std::string hint) {
    return Reject{record.where, std::move(reason), std::move(hint)};
  };
  if (paper.id.empty() && !record.needs_no_id)
    return reject("the record has no id", "add a line like 'id: \"2501.12948\"'");
  if (paper.id.size() > kMaxIdBytes)
    return reject("the id is longer than 1000 bytes", "give the record a shorter id");
  if (paper.title.empty() && !HasSummary(paper))
    return reject("the record has neither title nor summary", "add a line 'title: ...'");
  for (const std::string* text : {&paper.title, &paper.summary_zh, &paper.summary_en,
                                  &paper.contribution_zh, &paper.contribution_en, &paper.note})
    if (text->size() > kMaxTextBytes)
      return reject("a text of the record is longer than a million bytes", kTextHint);
  if (paper.authors.size() > kMaxListed)
    return reject("the record has more than 10,000 authors", "name the collaboration instead");
  for (const auto* list : {&paper.domains, &paper.keywords_zh, &paper.keywords_en, &paper.tags})
    if (list->size() > kMaxListed)
      return reject("the record has more than 10,000 domains or keywords", kTextHint);
  return std::nullopt;
}

// Adds the authors that another field has, a line each, or their names in the other language.
void AddOtherAuthors(PaperDraft& draft) {
  if (draft.other_authors.empty()) return;
  std::vector<std::string> lines;
  std::istringstream text(draft.other_authors);
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  std::vector<std::string> others;
  AddAuthors(lines, others);
  std::vector<std::string>& authors = draft.paper.authors;
  authors = authors.empty() ? others : WithOtherNames(authors, others);
}

// Takes of a date that is none what is a date within it, where there is no other. Returns what was
// lost; nullopt for nothing.
std::optional<Reject> TakeInvalidDate(const RawRecord& record, PaperDraft& draft) {
  if (!draft.paper.date.empty() || draft.invalid_date.empty()) return std::nullopt;
  const std::optional<std::string> within = DateWithin(draft.invalid_date);
  draft.paper.date = within.value_or("");
  return Reject{record.where,
                "'" + OneLine(text::CutToBytes(draft.invalid_date, 60)) + "' is not a date, " +
                    (within ? *within + " was taken" : "the paper has none"),
                format::kDateHint};
}

// A name that is written twice counts once.
void KeepFirstOfEach(std::vector<std::string>& names) {
  std::unordered_set<std::string> seen;
  std::erase_if(names, [&seen](const std::string& name) { return !seen.insert(name).second; });
}

}  // namespace

std::variant<Paper, Reject> ToPaper(const RawRecord& record,
                                    const std::function<void(Reject)>& on_loss) {
  if (std::optional<Reject> unreadable = UnreadableField(record)) return *std::move(unreadable);
  PaperDraft draft;
  for (const auto& [name, values] : record.fields) Assign(draft, NormalizedFieldName(name), values);
  Paper& paper = draft.paper;
  paper.id = OneLine(paper.id);
  paper.title = OneLine(paper.title);
  paper.title_zh = OneLine(paper.title_zh);
  AssignTitles(draft);
  CompleteAuthors(draft);
  TakeTagsFromKeywords(paper);
  paper.url = OneLine(paper.url);
  paper.venue = OneLine(paper.venue);
  paper.doi = DoiIn(paper.doi);
  const bool has_id = !paper.id.empty();
  if (!has_id) paper.id = FallbackId(record, draft);
  if (std::optional<Reject> unknown = UnknownColumns(record, paper, has_id))
    return *std::move(unknown);
  if (paper.title.empty()) std::swap(paper.title, paper.title_zh);
  if (std::optional<Reject> reject = WhyNoPaper(record, paper)) return *std::move(reject);
  AddOtherAuthors(draft);
  KeepFirstOfEach(paper.authors);
  CompleteDate(draft);
  if (const std::optional<std::string> date = DateIn(draft.first_version)) paper.date = *date;
  if (std::optional<Reject> loss = TakeInvalidDate(record, draft); loss && on_loss)
    on_loss(*std::move(loss));
  if (paper.url.empty())
    paper.url = FallbackUrl(draft, draft.has_parsed_authors || !draft.first_version.empty());
  CompleteIdentifiers(record, draft);
  return std::move(draft.paper);
}

}  // namespace dssearch::indexer
