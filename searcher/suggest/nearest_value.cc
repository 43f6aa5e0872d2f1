#include "searcher/suggest/nearest_value.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>

#include "searcher/format/record.h"
#include "searcher/index/dictionary.h"
#include "searcher/index/labels.h"
#include "searcher/text/code_points.h"

namespace dssearch {
namespace {

// Values that share less are not similar. Two Chinese names of two characters that share one of
// them share a third.
constexpr double kLeastSimilar = 1.0 / 3;

constexpr std::size_t kManyValues = 50;

// The pairs of adjacent characters of a text with its two ends, in the order of their codes.
void PairsOf(std::string_view text, std::vector<std::uint64_t>& pairs) {
  pairs.clear();
  std::uint64_t before = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::uint64_t c = text::Next(text, i);
    pairs.push_back(before << 32 | c);
    before = c;
  }
  pairs.push_back(before << 32);
  std::sort(pairs.begin(), pairs.end());
}

std::size_t CountCommon(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::size_t common = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (*i == *j) ++common;
    const bool advance_a = *i <= *j;
    const bool advance_b = *j <= *i;
    if (advance_a) ++i;
    if (advance_b) ++j;
  }
  return common;
}

// A folded name with its words in one order, whatever the order was: "shao, zhihong" and "zhihong
// shao" become "shao zhihong".
std::string WithWordsInOrder(std::string_view name) {
  constexpr std::string_view kBetween = " ,.";
  std::vector<std::string_view> words;
  for (std::size_t i = 0; (i = name.find_first_not_of(kBetween, i)) != std::string_view::npos;) {
    const std::size_t end = std::min(name.find_first_of(kBetween, i), name.size());
    words.push_back(name.substr(i, end - i));
    i = end;
  }
  std::sort(words.begin(), words.end());
  std::string ordered;
  for (const std::string_view word : words) ordered.append(ordered.empty() ? "" : " ").append(word);
  return ordered;
}

// Compares values with a folded text.
class Similarity {
 public:
  explicit Similarity(std::string text) : text_(std::move(text)) { PairsOf(text_, pairs_); }

  // From 0 to 1, and above for a value that contains the text or that the text begins with.
  double Of(std::string_view value) {
    PairsOf(value, other_);
    const double dice = 2.0 * static_cast<double>(CountCommon(pairs_, other_)) /
                        static_cast<double>(pairs_.size() + other_.size());
    const bool contains = !text_.empty() && value.find(text_) != std::string_view::npos;
    const bool is_start = value.size() > 1 && text_.starts_with(value);
    return contains || is_start ? 1 + dice : dice;
  }

 private:
  std::string text_;
  std::vector<std::uint64_t> pairs_;
  std::vector<std::uint64_t> other_;  // Kept, so that each value needs no memory of its own.
};

// An answer in the cache.
struct Nearest {
  std::string value;

  std::size_t bytes() const { return value.capacity(); }
};

std::string FindNearest(const format::Field& field, const std::string& folded,
                        const IndexReader& reader) {
  const bool is_name = field.kind == format::FieldKind::kName;
  Similarity similarity(is_name ? WithWordsInOrder(folded) : folded);
  std::string nearest;  // A name, or the term of a value.
  double highest = kLeastSimilar;
  const auto compare = [&](std::string_view value, const std::string& name) {
    const double similar = similarity.Of(value);
    if (similar < highest || (similar == highest && !nearest.empty())) return;
    highest = similar;
    nearest = name;
  };
  const auto labels = LabelsOf(reader);
  const std::string prefix = format::ValueTerm(field, "");
  for (auto it = reader.Terms(prefix); !it->AtEnd(); it->Next()) {
    const std::string value = it->term().substr(prefix.size());
    compare(is_name ? WithWordsInOrder(value) : value, it->term());
    const format::Label* label = field.has_labels ? labels->Find(value) : nullptr;
    if (label == nullptr) continue;
    for (const std::string& name : {label->zh, label->en})
      compare(reader.analyzer().Fold(name), name);
  }
  return nearest.starts_with(prefix) ? WrittenValue(field, nearest, reader) : nearest;
}

}  // namespace

std::string WrittenValue(const format::Field& field, const std::string& term,
                         const IndexReader& reader) {
  text::Analyzer& analyzer = reader.analyzer();
  for (const Paper& paper : reader.Some(QueryNode::Term(term), 1))
    for (std::string& value : field.values({paper, {}}))
      if (format::ValueTerm(field, field.is_exact ? value : analyzer.Fold(value)) == term)
        return std::move(value);
  return std::string(format::ReadTerm(term).text);
}

std::string NearestValue(const format::Field& field, std::string_view typed,
                         const IndexReader& reader) {
  const std::string folded = reader.analyzer().Fold(typed);
  // All values are compared, which takes .14 s for the 210,000 authors of 118,000 papers, and
  // one page asks for the same in several searches.
  const std::string key = std::string(field.name) + ' ' + folded;
  if (const auto cached = reader.cache().Get<Nearest>(key)) return cached->value;
  auto nearest = std::make_shared<const Nearest>(Nearest{FindNearest(field, folded, reader)});
  reader.cache().Put<Nearest>(key, nearest, true);
  return nearest->value;
}

std::vector<std::string> FrequentValues(const format::Field& field, std::size_t limit,
                                        const IndexReader& reader) {
  const auto found = TermsWithPrefix(format::ValueTerm(field, ""), reader);
  if (found->total > kManyValues) return {};
  std::vector<std::string> values;
  for (const auto& [doc_freq, term] : found->terms)
    if (values.size() < limit) values.push_back(WrittenValue(field, term, reader));
  return values;
}

}  // namespace dssearch
