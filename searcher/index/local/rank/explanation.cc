#include "searcher/index/local/rank/explanation.h"

#include <algorithm>
#include <map>
#include <memory>
#include <span>
#include <tuple>
#include <utility>

#include "searcher/format/schema.h"
#include "searcher/index/local/posting_list.h"
#include "searcher/index/local/rank/scorer.h"
#include "searcher/text/code_points.h"

namespace dssearch {
namespace {

using Kind = QueryNode::Kind;

// How many alternatives of a disjunction are named.
constexpr std::size_t kNamedAlternatives = 4;

// Whether a node is one piece of evidence, and not each of its descendants.
bool IsEvidence(const QueryNode& node) {
  if (!node.translates.empty() || node.names != nullptr) return true;
  switch (node.kind) {
    case Kind::kAnd:
    case Kind::kFilter:
    case Kind::kAndNot:
    case Kind::kPhrase:
      return node.boost != 1;
    case Kind::kOr:
    case Kind::kAndMaybe:
      // With another boost it is a part of the query, and its children are the evidence.
      return node.boost == 0;
    default:
      return true;
  }
}

// The text of a phrase as a reader would write it.
std::string Written(const QueryNode& phrase) {
  std::string written;
  bool unspaced = true;
  for (const QueryNode& child : phrase.children) {
    const std::string term = TermsOf(child).front();
    auto [kind, field, text] = format::ReadTerm(term);
    // The bigram before ends with its first character.
    if (kind == format::TermKind::kBigram && !written.empty())
      text.remove_prefix(text::FirstSize(text));
    const bool next = text::StartsUnspaced(text);
    if (!written.empty() && !(unspaced && next)) written += ' ';
    written += text;
    unspaced = next;
  }
  return written;
}

std::string FormOf(const format::ReadableTerm& term) {
  if (term.field == &format::kIdField) return "identifier";
  switch (term.kind) {
    case format::TermKind::kStem:
      return "stem";
    case format::TermKind::kBigram:
      return "bigram";
    case format::TermKind::kSurface:
      break;
  }
  return "word";
}

// The name of a node as evidence, with a score of 0.
Evidence Describe(const QueryNode& node) {
  const std::vector<std::string> terms = TermsOf(node);
  const bool in_title =
      !terms.empty() && format::ReadTerm(terms.front()).field == &format::kTitleField;
  const std::vector<QueryNode>& children = node.children;
  if (!node.translates.empty()) {
    // A disjunction has the parts of a translation.
    const std::string form =
        node.kind == Kind::kOr ? "part of a translation of " : "translation of ";
    return {node.term, form + node.translates, {}, 0};
  }
  if (node.names != nullptr) return {node.term, std::string(node.names->name), {}, 0};
  switch (node.kind) {
    case Kind::kTerm: {
      const format::ReadableTerm term = format::ReadTerm(node.term);
      return {std::string(term.text), FormOf(term) + (in_title ? " in title" : ""), {}, 0};
    }
    case Kind::kPhrase:
      return {Written(node), in_title ? "phrase in title" : "phrase", {}, 0};
    case Kind::kFilter:  // The second child names it, such as a run of characters.
      return Describe(children[1]);
    case Kind::kAndMaybe:
      return Describe(children[0]);
    case Kind::kSynonym:
      if (children.size() == 1) return Describe(children[0]);
      // The spellings of a compound: as typed, catenated, and as a phrase of its subwords.
      if (IsPositional(node)) {
        Evidence compound = Describe(children[0]);
        compound.form = "compound";
        return compound;
      }
      [[fallthrough]];
    default: {
      Evidence any{"", "any of", {}, 0};
      for (std::size_t i = 0; i < terms.size() && i < kNamedAlternatives; ++i)
        any.text += (i == 0 ? "" : ", ") + std::string(format::ReadTerm(terms[i]).text);
      if (terms.size() > kNamedAlternatives) any.text += ", …";
      return any;
    }
  }
}

// The occurrences of a text term in titles and in summaries. The term frequencies of the text field
// count each one in a title kTitleWeight times, so they are separated with the title field's.
class TermOccurrences {
 public:
  TermOccurrences(const QueryNode& node, const LocalReader& reader) {
    const std::vector<std::string> terms = TermsOf(node);
    if (terms.size() != 1) return;
    format::ReadableTerm read = format::ReadTerm(terms.front());
    if (read.field->kind != format::FieldKind::kText) return;
    if (read.field == &format::kTextField) anywhere_ = PostingsOf(terms.front(), reader);
    read.field = &format::kTitleField;
    titles_ = PostingsOf(TermOf(read), reader);
  }

  std::vector<Occurrences> In(Xapian::docid doc) const {
    std::vector<Occurrences> found;
    const std::uint32_t title = TermFreqIn(titles_, doc);
    if (title > 0) found.push_back({"title", title});
    const std::uint32_t weighted = TermFreqIn(anywhere_, doc);
    if (weighted > title * format::kTitleWeight)
      found.push_back({"summary", weighted - title * format::kTitleWeight});
    return found;
  }

 private:
  static unsigned TermFreqIn(const std::shared_ptr<const PostingList>& postings,
                             Xapian::docid doc) {
    return postings ? PostingCursor(*postings).TermFreq(doc).value_or(0) : 0;
  }

  std::shared_ptr<const PostingList> anywhere_;
  std::shared_ptr<const PostingList> titles_;
};

}  // namespace

std::vector<std::vector<Evidence>> Explain(const LocalReader& reader, const QueryNode& query,
                                           const std::vector<Xapian::docid>& docs) {
  std::vector<std::vector<Evidence>> explained(docs.size());
  std::vector<std::size_t> order(docs.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return docs[a] < docs[b]; });
  for (std::size_t begin = 0; begin < order.size(); begin += BlockWindow::kSlots) {
    const std::span<const std::size_t> indices(&order[begin],
                                               std::min(BlockWindow::kSlots, order.size() - begin));
    std::vector<Xapian::docid> block;
    for (const std::size_t index : indices) block.push_back(docs[index]);
    // Evidence that occurs twice, such as a bigram that two words share, is merged, and the scores
    // are added.
    std::vector<std::map<std::tuple<std::string, std::string>, std::size_t>> known(block.size());
    for (const TracedScore& traced : Scorer::Trace(query, reader, IsEvidence, block)) {
      if (std::all_of(traced.scores.begin(), traced.scores.end(),
                      [](double score) { return score <= 0; }))
        continue;
      const Evidence described = Describe(*traced.node);
      const TermOccurrences occurrences(*traced.node, reader);
      for (std::size_t slot = 0; slot < block.size(); ++slot) {
        if (traced.scores[slot] <= 0) continue;
        std::vector<Evidence>& all = explained[indices[slot]];
        const auto [same, is_new] =
            known[slot].try_emplace({described.text, described.form}, all.size());
        if (is_new) {
          all.push_back({described.text, described.form, occurrences.In(block[slot]), 0});
        }
        all[same->second].score += traced.scores[slot];
      }
    }
  }
  for (std::vector<Evidence>& evidence : explained)
    std::stable_sort(evidence.begin(), evidence.end(),
                     [](const Evidence& a, const Evidence& b) { return a.score > b.score; });
  return explained;
}

}  // namespace dssearch
