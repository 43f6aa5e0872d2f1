#include "searcher/match/phrase_matcher.h"

#include <algorithm>
#include <utility>

#include "searcher/format/schema.h"
#include "searcher/text/code_points.h"

namespace dssearch {
namespace {

using format::TextPart;

// The only part in which words of a field stand; those of plain text, in any.
std::optional<TextPart> PartOf(const format::Field& field) {
  if (field.name == "title") return TextPart::kTitle;
  if (field.name == "author") return TextPart::kAuthors;
  return std::nullopt;
}

// Gives elements a place each, no two the same: the augmenting paths of Kuhn.
class Assignment {
 public:
  // `choices[e]` are the places that element e can take, all below `places`.
  Assignment(const std::vector<std::vector<std::uint32_t>>& choices, unsigned places)
      : choices_(choices), taken_by_(places) {}

  bool IsPossible() {
    for (std::size_t element = 0; element < choices_.size(); ++element) {
      tried_.assign(taken_by_.size(), false);
      if (!Place(element)) return false;
    }
    return true;
  }

 private:
  bool Place(std::size_t element) {
    return std::any_of(choices_[element].begin(), choices_[element].end(),
                       [&](std::uint32_t place) {
                         if (tried_[place]) return false;
                         tried_[place] = true;
                         if (taken_by_[place] && !Place(*taken_by_[place])) return false;
                         taken_by_[place] = element;
                         return true;
                       });
  }

  const std::vector<std::vector<std::uint32_t>>& choices_;
  std::vector<std::optional<std::size_t>> taken_by_;
  std::vector<bool> tried_;
};

}  // namespace

std::string WordOrders::Of(Xapian::docid paper) {
  if (reached_ == 0 || paper < reached_) {
    orders_ = session_.database.valuestream_begin(format::kWordOrderSlot);
    end_ = session_.database.valuestream_end(format::kWordOrderSlot);
  }
  reached_ = paper;
  if (orders_ == end_) return {};
  orders_.skip_to(paper);
  return orders_ == end_ || orders_.get_docid() != paper ? std::string() : *orders_;
}

PhraseMatcher::PhraseMatcher(const Clause& phrase, const Session& session)
    : phrase_(&phrase), part_(PartOf(*format::ReadTerm(TermsOf(phrase).front()).field)) {
  for (const Clause& child : phrase.children) {
    Element& element = elements_.emplace_back();
    for (const std::string& term : TermsOf(child)) {
      const format::ReadableTerm read = format::ReadTerm(term);
      if (read.kind == format::TermKind::kBigram) {
        const std::size_t first = text::FirstSize(read.text);
        element.words = {{format::WordHash(read.text.substr(0, first)), nullptr}};
        if (&child == &phrase.children.back())
          elements_.push_back({{{format::WordHash(read.text.substr(first)), nullptr}}, {}});
        break;
      }
      Word word{format::WordHash(read.text), nullptr};
      if (child.kind == Clause::Kind::kOr)
        word.papers = session.snapshot->PostingsOf(term, session.database);
      element.words.push_back(std::move(word));
    }
  }
  // A bigram takes two positions, and the next one begins at the second.
  window_ = phrase.window + static_cast<unsigned>(elements_.size() - phrase.children.size());
}

bool PhraseMatcher::Matches(Xapian::docid paper, std::string_view order) {
  Collect(paper, order);
  if (std::any_of(elements_.begin(), elements_.end(),
                  [](const Element& element) { return element.places.empty(); }))
    return false;
  return phrase_->kind == Clause::Kind::kPhrase ? InOrder() : InAnyOrder();
}

// Finds the places of all elements.
void PhraseMatcher::Collect(Xapian::docid paper, std::string_view encoded) {
  const format::WordOrder order(encoded);
  numbers_.clear();
  for (std::size_t i = 0; i < elements_.size(); ++i) {
    elements_[i].places.clear();
    // A word that the paper does not have could be taken for another one.
    for (const Word& word : elements_[i].words)
      if (!word.papers || word.papers->Has(paper))
        numbers_.emplace_back(order.NumberOf(word.hash), i);
  }
  order.ForEachPlace([&](TextPart part, std::uint32_t position, std::uint32_t number) {
    for (const auto& [wanted, element] : numbers_)
      if (number == wanted && (!part_ || part == *part_))
        elements_[element].places.push_back(position);
  });
}

bool PhraseMatcher::InOrder() const {
  const std::vector<std::uint32_t>& firsts = elements_.front().places;
  return std::any_of(firsts.begin(), firsts.end(), [&](std::uint32_t first) {
    std::uint32_t last = first;
    for (std::size_t i = 1; i < elements_.size(); ++i) {
      const std::vector<std::uint32_t>& places = elements_[i].places;
      const auto next = std::upper_bound(places.begin(), places.end(), last);
      if (next == places.end() || *next - first >= window_) return false;
      last = *next;
    }
    return true;
  });
}

bool PhraseMatcher::InAnyOrder() const {
  // The window begins where one of the elements stands.
  return std::any_of(elements_.begin(), elements_.end(), [&](const Element& any) {
    return std::any_of(any.places.begin(), any.places.end(), [&](std::uint32_t begin) {
      std::vector<std::vector<std::uint32_t>> choices;
      for (const Element& element : elements_) {
        std::vector<std::uint32_t>& chosen = choices.emplace_back();
        for (const std::uint32_t place : element.places)
          if (place >= begin && place - begin < window_) chosen.push_back(place - begin);
        if (chosen.empty()) return false;
      }
      return Assignment(choices, window_).IsPossible();
    });
  });
}

}  // namespace dssearch
