#include "searcher/index/local/match/phrase_matcher.h"

#include <algorithm>
#include <utility>

#include "searcher/format/schema.h"
#include "searcher/text/code_points.h"

namespace dssearch {
namespace {

using format::TextPart;

// Assigns elements to positions, one element to each at most: bipartite matching by augmenting
// paths (Kuhn's algorithm).
class Assignment {
 public:
  // `choices[e]` are the positions that element e can take, all below `positions`.
  Assignment(const std::vector<std::vector<std::uint32_t>>& choices, unsigned positions)
      : choices_(choices), taken_by_(positions) {}

  bool IsPossible() {
    for (std::size_t element = 0; element < choices_.size(); ++element) {
      tried_.assign(taken_by_.size(), false);
      if (!Assign(element)) return false;
    }
    return true;
  }

 private:
  bool Assign(std::size_t element) {
    return std::any_of(choices_[element].begin(), choices_[element].end(),
                       [&](std::uint32_t position) {
                         if (tried_[position]) return false;
                         tried_[position] = true;
                         if (taken_by_[position] && !Assign(*taken_by_[position])) return false;
                         taken_by_[position] = element;
                         return true;
                       });
  }

  const std::vector<std::vector<std::uint32_t>>& choices_;
  std::vector<std::optional<std::size_t>> taken_by_;
  std::vector<bool> tried_;
};

}  // namespace

PhraseMatcher::PhraseMatcher(const QueryNode& phrase, const LocalReader& reader)
    : phrase_(&phrase), part_(format::ReadTerm(TermsOf(phrase).front()).field->part) {
  for (const QueryNode& child : phrase.children) {
    Element& element = elements_.emplace_back();
    for (const std::string& term : TermsOf(child)) {
      const format::ReadableTerm read = format::ReadTerm(term);
      if (read.kind == format::TermKind::kBigram) {
        const std::size_t first = text::FirstSize(read.text);
        element.words = {{format::WordHash(read.text.substr(0, first))}};
        if (&child == &phrase.children.back())
          elements_.push_back({{{format::WordHash(read.text.substr(first))}}, {}});
        break;
      }
      Word word{format::WordHash(read.text)};
      if (child.kind == QueryNode::Kind::kOr) {
        word.postings = PostingsOf(term, reader);
        word.cursor.emplace(*word.postings);
      }
      element.words.push_back(std::move(word));
    }
  }
  // A bigram covers two positions, and the next bigram begins at the second.
  window_ = phrase.window + static_cast<unsigned>(elements_.size() - phrase.children.size());
}

bool PhraseMatcher::Matches(Xapian::docid doc, std::string_view encoded) {
  if (!Collect(doc, encoded)) return false;
  return phrase_->kind == QueryNode::Kind::kPhrase ? InOrder() : InAnyOrder();
}

// Collects the positions of all elements in a document; false if one of them has none.
bool PhraseMatcher::Collect(Xapian::docid doc, std::string_view encoded) {
  const format::ForwardPositions forward(encoded);
  for (Element& element : elements_) {
    element.positions.clear();
    // A word that the document lacks could have the fingerprint of another word.
    for (Word& word : element.words) {
      if (word.cursor && !word.cursor->Has(doc)) continue;
      forward.ForEachOf(
          forward.FingerprintOf(word.hash),
          [&](TextPart part, std::uint32_t position) {
            if (!part_ || part == *part_) element.positions.push_back(position);
          },
          part_.value_or(format::kLastPart));
    }
    if (element.words.size() > 1) std::sort(element.positions.begin(), element.positions.end());
    if (element.positions.empty()) return false;
  }
  return true;
}

bool PhraseMatcher::InOrder() const {
  const std::vector<std::uint32_t>& firsts = elements_.front().positions;
  return std::any_of(firsts.begin(), firsts.end(), [&](std::uint32_t first) {
    std::uint32_t last = first;
    for (std::size_t i = 1; i < elements_.size(); ++i) {
      const std::vector<std::uint32_t>& positions = elements_[i].positions;
      const auto next = std::upper_bound(positions.begin(), positions.end(), last);
      if (next == positions.end() || *next - first >= window_) return false;
      last = *next;
    }
    return true;
  });
}

bool PhraseMatcher::InAnyOrder() const {
  // The window begins at an occurrence of one of the elements.
  return std::any_of(elements_.begin(), elements_.end(), [&](const Element& any) {
    return std::any_of(any.positions.begin(), any.positions.end(), [&](std::uint32_t begin) {
      std::vector<std::vector<std::uint32_t>> choices;
      for (const Element& element : elements_) {
        std::vector<std::uint32_t>& chosen = choices.emplace_back();
        for (const std::uint32_t position : element.positions)
          if (position >= begin && position - begin < window_) chosen.push_back(position - begin);
        if (chosen.empty()) return false;
      }
      return Assignment(choices, window_).IsPossible();
    });
  });
}

}  // namespace dssearch
