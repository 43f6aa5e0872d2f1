#include "searcher/index/local/match/matcher.h"

#include <algorithm>
#include <span>
#include <type_traits>
#include <utility>

namespace dssearch {

using Kind = QueryNode::Kind;

namespace {

struct DocCount {
  Xapian::doccount count = 0;

  static constexpr std::size_t bytes() { return 0; }
};

// The documents of `among` that have a term.
RangeWindow::Bits MatchTerm(PostingCursor& cursor, const RangeWindow& window,
                            const RangeWindow::Bits& among) {
  RangeWindow::Bits bits;
  cursor.AddTo(bits, window);
  bits &= among;
  return bits;
}

BlockWindow::Bits MatchTerm(PostingCursor& cursor, const BlockWindow& window,
                            const BlockWindow::Bits& among) {
  BlockWindow::Bits bits;
  among.ForEach([&](std::size_t slot) {
    if (cursor.Has(window.Doc(slot))) bits.Add(slot);
  });
  return bits;
}

// How many candidates an estimate verifies, each of which takes a microsecond or two.
constexpr std::size_t kMostVerified = 1000;

bool LessDocs(const Matcher::Node& a, const Matcher::Node& b) { return a.most_docs < b.most_docs; }

std::uint64_t MostDocs(const Matcher::Node& node, const LocalReader& reader) {
  const std::uint64_t all = reader.doc_count();
  switch (node.query->kind) {
    case Kind::kTerm:
      return node.postings->size();
    case Kind::kMatchAll:
    case Kind::kDateRange:
    case Kind::kAddedAfter:
      return all;
    case Kind::kAndMaybe:
    case Kind::kAndNot:
      return node.children.front().most_docs;
    default:
      break;
  }
  if (node.children.empty()) return 0;
  if (IsConjunction(node.query->kind))
    return std::min_element(node.children.begin(), node.children.end(), LessDocs)->most_docs;
  std::uint64_t sum = 0;
  for (const Matcher::Node& child : node.children) sum += child.most_docs;
  return std::min(sum, all);
}

}  // namespace

Matcher::Node::Node(const QueryNode* node, Matcher& matcher) : query(node) {
  const LocalReader& reader = matcher.reader_;
  const bool only_first = node->kind == Kind::kAndMaybe && matcher.use_ == Use::kMatching;
  const std::size_t count = only_first ? 1 : node->children.size();
  children.reserve(count);
  for (std::size_t i = 0; i < count; ++i) children.emplace_back(&node->children[i], matcher);
  if (node->kind == Kind::kTerm) {
    const bool approximates =
        matcher.use_ == Use::kApproximateScoring && !node->approximated_by.empty();
    postings = PostingsOf(approximates ? node->approximated_by : node->term, reader);
    cursor.emplace(*postings);
  } else if (node->kind == Kind::kDateRange) {
    dates = DatesOf(*node->date_field, reader);
    overlap = dates->Overlapping(node->days);
  } else if (node->kind == Kind::kAddedAfter) {
    commits = CommitsOf(format::kAddedField, reader);
  }
  if (node->kind == Kind::kMatchAll) all_docs = AllDocs(reader);
  if (IsPhrase(node->kind)) {
    const std::string key = CacheKey(*node);
    std::unique_ptr<PhraseState>& state = matcher.phrases_[key];
    if (!state) state = std::make_unique<PhraseState>(*node, key, reader);
    phrase = state.get();
    has_phrases = true;
  }
  for (const Node& child : children) has_phrases = has_phrases || child.has_phrases;
  most_docs = MostDocs(*this, reader);
  if (IsConjunction(node->kind)) {
    for (std::size_t i = 0; i < children.size(); ++i) order.push_back(i);
    const auto key = [&](std::size_t i) {
      const bool verifies = matcher.use_ != Use::kApproximateScoring && children[i].has_phrases;
      return std::pair(verifies, children[i].most_docs);
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  }
}

Matcher::Matcher(const QueryNode& query, const LocalReader& reader, Use use)
    : reader_(reader), use_(use), root_(&query, *this) {}

DocBitSet Matcher::Match(Positions positions, const DocBitSet* among) {
  DocBitSet docs(reader_.last_doc());
  const auto all = AllDocs(reader_);
  for (RangeWindow window{0}; window.begin <= reader_.last_doc(); window.begin = window.end()) {
    reader_.CheckBudget();
    // Deleted documents are still in posting lists.
    const RangeWindow::Bits wanted = BitsIn(window, among == nullptr ? *all : *among);
    if (wanted.empty()) continue;
    const RangeWindow::Bits bits = Match(root_, window, wanted, positions);
    const std::span<std::uint64_t> words = docs.words().subspan(window.begin / 64);
    std::copy_n(bits.words.begin(), std::min(words.size(), bits.words.size()), words.begin());
  }
  for (const auto& [key, phrase] : phrases_) phrase->Cache();
  return docs;
}

template <typename Window>
typename Window::Bits Matcher::Match(Node& node, const Window& window,
                                     const typename Window::Bits& among, Positions positions) {
  using Bits = typename Window::Bits;
  switch (node.query->kind) {
    case Kind::kTerm:
      return MatchTerm(*node.cursor, window, among);
    case Kind::kMatchAll: {
      Bits bits;
      among.ForEach([&](std::size_t slot) {
        const Xapian::docid doc = window.Doc(slot);
        if (doc <= reader_.last_doc() && node.all_docs->Has(doc)) bits.Add(slot);
      });
      return bits;
    }
    case Kind::kDateRange: {
      Bits bits;
      among.ForEach([&](std::size_t slot) {
        if (node.overlap[node.dates->OrdinalOf(window.Doc(slot))]) bits.Add(slot);
      });
      return bits;
    }
    case Kind::kAddedAfter: {
      Bits bits;
      among.ForEach([&](std::size_t slot) {
        if ((*node.commits)[window.Doc(slot)] > node.query->commit) bits.Add(slot);
      });
      return bits;
    }
    case Kind::kOr:
    case Kind::kDisMax:
    case Kind::kSynonym: {
      Bits any;
      AddDisjunction(node, window, among, positions, any);
      any &= among;
      return any;
    }
    case Kind::kAnd:
    case Kind::kFilter:
      return MatchConjunction(node, window, among, positions);
    case Kind::kPhrase:
    case Kind::kNear:
      return positions == Positions::kApproximation
                 ? MatchConjunction(node, window, among, positions)
                 : MatchPhrase(node, window, among);
    case Kind::kAndMaybe:
      return Match(node.children[0], window, among, positions);
    case Kind::kAndNot: {
      Bits bits = Match(node.children[0], window, among, positions);
      bits -= Match(node.children[1], window, bits, Positions::kVerified);
      return bits;
    }
  }
  return {};
}

// Adds the documents that match any child. It may also add documents outside of `among`, which the
// caller removes. Of a child with phrases only the documents that no other child has are looked at.
template <typename Window>
void Matcher::AddDisjunction(Node& node, const Window& window, const typename Window::Bits& among,
                             Positions positions, typename Window::Bits& any) {
  AddChildren(node, window, among, positions, false, any);
  if (node.has_phrases) AddChildren(node, window, among, positions, true, any);
}

template <typename Window>
void Matcher::AddChildren(Node& node, const Window& window, const typename Window::Bits& among,
                          Positions positions, bool with_phrases, typename Window::Bits& any) {
  for (Node& child : node.children) {
    if (IsDisjunction(child.query->kind)) {
      if (!with_phrases || child.has_phrases)
        AddChildren(child, window, among, positions, with_phrases, any);
      continue;
    }
    if (child.has_phrases != with_phrases) continue;
    if constexpr (std::is_same_v<Window, RangeWindow>) {
      if (child.query->kind == Kind::kTerm) {
        child.cursor->AddTo(any, window);
        continue;
      }
    }
    typename Window::Bits left = among;
    if (with_phrases) left -= any;
    any |= Match(child, window, left, positions);
  }
}

template <typename Window>
typename Window::Bits Matcher::MatchConjunction(Node& node, const Window& window,
                                                const typename Window::Bits& among,
                                                Positions positions) {
  if (node.children.empty()) return {};
  if constexpr (std::is_same_v<Window, RangeWindow>) {
    // Most windows lack the rarest word.
    Node& rarest = node.children[node.order.front()];
    if (rarest.query->kind == Kind::kTerm && !rarest.cursor->MayMatch(window)) return {};
  }
  typename Window::Bits bits = among;
  for (const std::size_t i : node.order) {
    if (bits.empty()) break;
    bits = Match(node.children[i], window, bits, positions);
  }
  return bits;
}

template <typename Window>
typename Window::Bits Matcher::MatchPhrase(Node& node, const Window& window,
                                           const typename Window::Bits& among) {
  PhraseState& phrase = *node.phrase;
  const auto candidates = [&](const typename Window::Bits& wanted) {
    return MatchConjunction(node, window, wanted, Positions::kApproximation);
  };
  if constexpr (std::is_same_v<Window, RangeWindow>) {
    const RangeWindow::Bits unknown = phrase.UnknownIn(window, among);
    if (!unknown.empty()) phrase.Verify(window, unknown, candidates(unknown));
    RangeWindow::Bits bits = phrase.MatchingIn(window);
    bits &= among;
    return bits;
  } else {
    typename Window::Bits bits;
    typename Window::Bits unknown;
    among.ForEach([&](std::size_t slot) {
      const std::optional<bool> matches = phrase.Find(window.Doc(slot));
      if (!matches) unknown.Add(slot);
      if (matches == true) bits.Add(slot);
    });
    if (unknown.empty()) return bits;
    candidates(unknown).ForEach([&](std::size_t slot) {
      if (phrase.Matches(window.Doc(slot))) bits.Add(slot);
    });
    return bits;
  }
}

template RangeWindow::Bits Matcher::Match(Node&, const RangeWindow&, const RangeWindow::Bits&,
                                          Positions);
template BlockWindow::Bits Matcher::Match(Node&, const BlockWindow&, const BlockWindow::Bits&,
                                          Positions);

DocBitSet DocsMatching(const QueryNode& query, const LocalReader& reader, const DocBitSet* among,
                       Positions positions) {
  return Matcher(query, reader, Matcher::Use::kMatching).Match(positions, among);
}

Xapian::doccount CountDocs(const QueryNode& query, Precision precision, const LocalReader& reader) {
  // All three count the same where there are no positions.
  const bool approximate = precision == Precision::kApproximate || !IsPositional(query);
  const char* const kind = approximate                          ? ""
                           : precision == Precision::kEstimated ? "estimated "
                                                                : "exact ";
  const std::string key = kind + CacheKey(query);
  if (const auto cached = reader.cache().Get<DocCount>(key)) return cached->count;
  const auto matching = [&](Positions positions, const DocBitSet* among = nullptr) {
    return DocsMatching(query, reader, among, positions);
  };
  const auto estimate = [&]() -> std::size_t {
    const DocBitSet candidates = matching(Positions::kApproximation);
    const std::size_t step = candidates.size() / kMostVerified + 1;
    DocBitSet sample(reader.last_doc());
    std::size_t i = 0;
    candidates.ForEach([&](Xapian::docid doc) {
      if (i++ % step == 0) sample.Add(doc);
    });
    return step * matching(Positions::kVerified, &sample).size();
  };
  const std::size_t count = approximate ? matching(Positions::kApproximation).size()
                            : precision == Precision::kEstimated
                                ? estimate()
                                : matching(Positions::kVerified).size();
  const auto counted = std::make_shared<DocCount>(DocCount{static_cast<Xapian::doccount>(count)});
  reader.cache().Put<DocCount>(key, counted, !approximate);
  return counted->count;
}

}  // namespace dssearch
