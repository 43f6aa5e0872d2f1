#include "searcher/compile/glued_values.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "searcher/format/ascii.h"
#include "searcher/format/record.h"
#include "searcher/format/schema.h"
#include "searcher/index/other_names.h"
#include "searcher/query/date_range.h"
#include "searcher/query/query_parser.h"
#include "searcher/text/affixes.h"
#include "searcher/text/code_points.h"
#include "searcher/text/normalizer.h"

namespace dssearch {
namespace {

using text::TakeSuffix;

using Kind = QueryAst::Kind;

// A Chinese name has two to four characters.
constexpr std::size_t kCharacterBytes = 3;
constexpr std::size_t kShortestName = 2 * kCharacterBytes;
constexpr std::size_t kLongestName = 4 * kCharacterBytes;

std::size_t LeadingLetters(std::string_view text) {
  return format::CountLeading(text, format::IsAsciiLetter);
}

// The bytes of a sign that stands between names at the beginning of a text; 0 for none.
std::size_t SignSize(std::string_view text) {
  for (const std::string_view sign : {"、", "，", ",", "；", ";", "/", "／", "：", "．", ".", "。"})
    if (text.starts_with(sign)) return sign.size();
  return 0;
}

// Takes that someone wrote it off the end of a text: 的论文, 发表的论文, 写的. Returns whether it
// is there.
bool TakeWritings(std::string_view& text) {
  const std::size_t size = text.size();
  const bool wrote = TakeSuffix(text, {"论文", "文章", "文献", "著作", "论著", "成果"});
  if (wrote || text.ends_with("的")) {
    TakeSuffix(text, {"的"});
    TakeSuffix(text, {"所发表", "发表", "所写", "撰写", "写", "所著", "著"});
  }
  return text.size() < size;
}

// Whether a text is nothing but that: 发表的论文. 论文 is a word.
bool IsOfWritings(std::string_view text) {
  std::string_view rest = text;
  return text.find("的") != std::string_view::npos && TakeWritings(rest) && rest.empty();
}

// The bytes of a year at the front of a text that is followed by 年 or by nothing; 0 for none.
std::size_t YearSize(std::string_view text) {
  constexpr std::string_view kYear = "年";
  constexpr std::size_t kDigits = 4;
  if (!IsYear(text.substr(0, kDigits))) return 0;
  const std::string_view rest = text.substr(kDigits);
  if (rest.empty()) return kDigits;
  // 2010年代, 2010年度, 2010年前后.
  if (!rest.starts_with(kYear) ||
      text::StartsWithAny(rest.substr(kYear.size()),
                          {"度", "代", "版", "级", "底", "初", "末", "份", "前", "后", "以", "之",
                           "至", "到", "-", "–", "—", "~"}))
    return 0;
  return kDigits + kYear.size();
}

// Whether a text is a Chinese name of an author.
bool IsChineseAuthor(std::string_view text, const IndexReader& reader) {
  if (text.size() < kShortestName || text.size() > kLongestName || !text::IsAllUnspaced(text))
    return false;
  const std::string name = text::Fold(text);
  return reader.StatsOf(format::ValueTerm(format::kAuthorField, name)).doc_freq > 0 ||
         OtherNamesOf(reader)->Find(name) != nullptr;
}

class Cutter {
 public:
  Cutter(std::string_view text, const IndexReader& reader) : text_(text), reader_(reader) {}

  // The texts of which a text consists.
  std::vector<std::string_view> Cut() {
    if (CutYearOfConference()) return std::move(parts_);
    std::string_view rest = text_;
    for (std::size_t i = 0; i < rest.size();) {
      if (const std::size_t size = TitleSize(rest.substr(i)); size > 0) {
        CutNames(rest.substr(0, i));
        parts_.push_back(rest.substr(i, size));
        rest.remove_prefix(i + size);
        i = 0;
        continue;
      }
      text::Next(rest, i);
    }
    CutNames(rest);
    return std::move(parts_);
  }

 private:
  // CVPR2019, CVPR'19.
  bool CutYearOfConference() {
    const std::size_t letters = LeadingLetters(text_);
    if (letters < 2 || letters == text_.size()) return false;
    const std::string year = text::Fold(text_.substr(letters));
    const bool is_short = year.size() == 3 && year.front() == '\'';
    if (!IsYear(is_short ? "20" + year.substr(1) : year)) return false;
    const std::string name = text::Fold(text_.substr(0, letters));
    if (!IsValue(name) && !IsValue(name + ' ' + year)) return false;
    parts_ = {text_.substr(0, letters), text_.substr(letters)};
    return true;
  }

  // The bytes of a value in 《》 at the beginning of a text; 0 for none.
  std::size_t TitleSize(std::string_view text) const {
    constexpr std::string_view kOpen = "《";
    constexpr std::string_view kClose = "》";
    if (!text.starts_with(kOpen)) return 0;
    const std::size_t end = text.find(kClose);
    if (end == std::string_view::npos) return 0;
    const std::string title = text::Fold(text.substr(kOpen.size(), end - kOpen.size()));
    return IsValue(title) ? end + kClose.size() : 0;
  }

  // Cuts a text at the signs beside names.
  void CutNames(std::string_view text) {
    std::size_t begin = 0;
    std::size_t before = 0;  // Where the piece before the sign begins.
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t size = SignSize(text.substr(i));
      if (size == 0) {
        text::Next(text, i);
        continue;
      }
      if (IsBetweenNames(text.substr(before, i - before), text.substr(i, size),
                         text.substr(i + size))) {
        Add(text.substr(begin, i - begin));
        begin = i + size;
      }
      i += size;
      before = i;
    }
    Add(text.substr(begin));
  }

  bool IsBetweenNames(std::string_view before, std::string_view sign, std::string_view rest) const {
    if (before.empty() || rest.empty()) return false;
    if (text::HasUnspaced(before) && IsAuthorWithOthers(before)) return true;
    // Behind these stand the words of a title.
    for (const std::string_view end_of_names : {"：", "．", ".", "。"})
      if (sign == end_of_names) return false;
    std::size_t end = 0;
    while (end < rest.size() && SignSize(rest.substr(end)) == 0) text::Next(rest, end);
    if (text::StartsUnspaced(rest)) return IsAuthorWithOthers(rest.substr(0, end));
    return IsLatinName(before) && IsLatinName(rest.substr(0, end));
  }

  void Add(std::string_view part) {
    if (part.empty() || CutYear(part)) return;
    parts_.push_back(IsAuthor(part) ? part : WithoutTitle(part));
  }

  // Cuts an author, a year, and what they wrote of: 邱均平2010年引文分析的论文; or a year of 论文.
  bool CutYear(std::string_view text) {
    std::size_t name = 0;
    while (name < text.size() && name <= kLongestName && YearSize(text.substr(name)) == 0)
      text::Next(text, name);
    const std::size_t year = name < text.size() ? YearSize(text.substr(name)) : 0;
    if (year == 0) return false;
    std::string_view rest = text.substr(name + year);
    std::string_view topic = rest;
    const bool has_writings = TakeWritings(topic);
    if (name == 0 ? !has_writings || !topic.empty() : !IsAuthor(text.substr(0, name))) return false;
    // 学位论文 is a topic.
    if (topic.empty() || rest.find("的", topic.size()) != std::string_view::npos) rest = topic;
    text::TakePrefix(rest, {"的"});
    for (const std::string_view part : {text.substr(0, name), text.substr(name, year), rest})
      if (!part.empty()) parts_.push_back(part);
    return true;
  }

  // 邱均平 of 邱均平老师 and of 邱均平发表的论文; any other text as it is.
  std::string_view WithoutTitle(std::string_view text) const {
    std::string_view name = text;
    TakeWritings(name);
    TakeSuffix(name, {"老师", "教授", "博士", "院士", "先生", "研究员"});
    TakeSuffix(name, {"等人", "等"});
    return name.size() < text.size() && IsAuthor(name) ? name : text;
  }

  bool IsAuthorWithOthers(std::string_view text) const {
    if (IsAuthor(text)) return true;
    return TakeSuffix(text, {"等人", "等"}) && IsAuthor(text);
  }

  // Whether a text is a word of a name in letters, with a capital.
  bool IsLatinName(std::string_view text) const {
    return text.size() > 1 && format::IsAsciiUpper(text.front()) &&
           LeadingLetters(text) == text.size() &&
           Has(std::string(format::kAuthorField.prefix) + text::Fold(text));
  }

  bool IsAuthor(std::string_view text) const { return IsChineseAuthor(text, reader_); }

  bool IsValue(const std::string& folded) const {
    return std::any_of(format::kFields.begin(), format::kFields.end(),
                       [&](const format::Field& field) {
                         return field.is_named && Has(format::ValueTerm(field, folded));
                       });
  }

  bool Has(const std::string& term) const { return reader_.StatsOf(term).doc_freq > 0; }

  std::string_view text_;
  const IndexReader& reader_;
  std::vector<std::string_view> parts_;
};

// The clauses of a text without a field.
std::vector<QueryAst> Clauses(const QueryAst& whole, const IndexReader& reader) {
  std::vector<QueryAst> clauses;
  const std::string_view text = whole.text;
  for (const std::string_view part : Cutter(text, reader).Cut()) {
    const auto at = static_cast<std::size_t>(part.data() - text.data());
    QueryAst clause{.kind = Kind::kText, .text = std::string(part), .begin = whole.begin + at};
    const std::size_t end = at + part.size();
    if (clause.text.starts_with('\'') || clause.text.starts_with("’")) {
      clause.text = "20" + clause.text.substr(clause.text.size() - 2);
      clause.begin = whole.begin + end - clause.text.size();
    } else if (end < text.size() && format::IsAsciiLetter(part.back()) &&
               SignSize(text.substr(end)) > 0) {
      clause.text += ',';  // It ends a name, as any of these signs does.
    }
    clauses.push_back(std::move(clause));
  }
  return clauses;
}

bool IsText(const QueryAst& query) { return query.kind == Kind::kText && query.field == nullptr; }

// Drops 发表的论文 beside the author who wrote them, or the year.
void DropWritings(std::vector<QueryAst>& children, const IndexReader& reader) {
  const auto is_of_writings = [](const QueryAst& one) {
    return IsText(one) && IsOfWritings(one.text);
  };
  if (std::any_of(children.begin(), children.end(), is_of_writings) &&
      std::any_of(children.begin(), children.end(), [&](const QueryAst& one) {
        return IsText(one) && (IsChineseAuthor(one.text, reader) ||
                               (!one.text.empty() && YearSize(one.text) == one.text.size()));
      }))
    std::erase_if(children, is_of_writings);
}

void CutIn(QueryAst& query, const IndexReader& reader, std::size_t& leaves) {
  if (query.kind == Kind::kNot) return;
  if (IsText(query)) {
    std::vector<QueryAst> clauses = Clauses(query, reader);
    if (clauses.empty() || leaves + clauses.size() - 1 > kMaxQueryLeaves) return;
    leaves += clauses.size() - 1;
    if (clauses.size() == 1) {
      query = std::move(clauses.front());
    } else {
      query = {.kind = Kind::kAnd, .children = std::move(clauses)};
    }
    return;
  }
  std::vector<QueryAst> children;
  for (QueryAst& child : query.children) {
    const bool was_text = IsText(child);
    CutIn(child, reader, leaves);
    // Only adjacent texts name a value together.
    if (query.kind == Kind::kAnd && was_text && child.kind == Kind::kAnd) {
      std::move(child.children.begin(), child.children.end(), std::back_inserter(children));
    } else {
      children.push_back(std::move(child));
    }
  }
  query.children = std::move(children);
  if (query.kind != Kind::kAnd) return;
  DropWritings(query.children, reader);
  if (query.children.size() == 1) query = QueryAst(std::move(query.children.front()));
}

std::size_t LeavesOf(const QueryAst& query) {
  std::size_t leaves = query.children.empty() ? 1 : 0;
  for (const QueryAst& child : query.children) leaves += LeavesOf(child);
  return leaves;
}

}  // namespace

void CutAroundValues(QueryAst& query, const IndexReader& reader) {
  std::size_t leaves = LeavesOf(query);
  CutIn(query, reader, leaves);
}

}  // namespace dssearch
