#include "indexer/inversion/inverter.h"

#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <numeric>
#include <utility>

#include "indexer/glass/encoding.h"

namespace dssearch::indexer {
namespace {

constexpr std::size_t kFirstBuckets = 1 << 12;

// The first bytes of a text as a number, which has their order.
std::uint64_t Prefix(std::string_view text) {
  std::uint64_t prefix = 0;
  for (std::size_t i = 0; i < sizeof prefix; ++i)
    prefix = prefix << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
  return prefix;
}

}  // namespace

Inverter::Inverter() : buckets_(kFirstBuckets) {}

void Inverter::BeginDocument() {
  begins_.push_back(occurrences_.size());
  lengths_.push_back(0);
}

void Inverter::AddTerm(std::string_view term, Xapian::termcount wdf) {
  lengths_.back() += wdf;
  Term& known = TermOf(term);
  if (known.documents > 0 && known.last >= begins_.back()) {
    occurrences_[known.last].wdf += wdf;
    return;
  }
  ++known.documents;
  known.last = static_cast<std::uint32_t>(occurrences_.size());
  occurrences_.push_back({static_cast<std::uint32_t>(&known - terms_.data()), wdf});
}

Inverter::Term& Inverter::TermOf(std::string_view text) {
  const auto hash = static_cast<std::uint32_t>(XXH3_64bits(text.data(), text.size()));
  Head head{};
  std::memcpy(head.data(), text.data(), std::min(text.size(), sizeof head));
  for (std::size_t i = hash;; ++i) {
    Bucket& bucket = buckets_[i & (buckets_.size() - 1)];
    if (bucket.term == 0) {
      bucket = {hash, static_cast<std::uint32_t>(terms_.size() + 1)};
      terms_.push_back({head, static_cast<std::uint32_t>(texts_.size()),
                        static_cast<std::uint32_t>(text.size()), 0, 0});
      texts_ += text;
      if (2 * terms_.size() > buckets_.size()) GrowBuckets();
      return terms_.back();
    }
    if (bucket.hash != hash) continue;
    Term& known = terms_[bucket.term - 1];
    if (known.head[0] == head[0] && known.head[1] == head[1] && known.size == text.size() &&
        (text.size() <= sizeof head || TextOf(known) == text))
      return known;
  }
}

void Inverter::GrowBuckets() {
  std::vector<Bucket> more(2 * buckets_.size());
  for (const Bucket& bucket : buckets_) {
    if (bucket.term == 0) continue;
    std::size_t i = bucket.hash;
    while (more[i & (more.size() - 1)].term != 0) ++i;
    more[i & (more.size() - 1)] = bucket;
  }
  buckets_ = std::move(more);
}

void Inverter::SetValue(unsigned slot, std::string_view value) {
  if (value.empty()) return;
  Values& values = values_[slot];
  glass::AppendNumber(size() - values.last, values.bytes);
  values.last = size();
  glass::AppendText(value, values.bytes);
}

std::vector<std::uint32_t> Inverter::TermsInOrder() const {
  // Most terms differ in their first eight bytes.
  std::vector<std::pair<std::uint64_t, std::uint32_t>> keys(terms_.size());
  for (std::uint32_t i = 0; i < keys.size(); ++i) keys[i] = {Prefix(TextOf(terms_[i])), i};
  std::sort(keys.begin(), keys.end(), [this](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first
                              : TextOf(terms_[a.second]) < TextOf(terms_[b.second]);
  });
  std::vector<std::uint32_t> order(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) order[i] = keys[i].second;
  return order;
}

// The postings of all terms one after the other, by counting.
std::vector<Inverter::Posting> Inverter::PostingsIn(const std::vector<std::uint32_t>& order,
                                                    std::vector<std::size_t>& begins) const {
  std::vector<std::size_t> next(terms_.size());
  std::size_t begin = 0;
  for (const std::uint32_t term : order) {
    begins.push_back(begin);
    next[term] = begin;
    begin += terms_[term].documents;
  }
  std::vector<Posting> postings(occurrences_.size());
  for (Xapian::docid doc = 1; doc <= size(); ++doc) {
    const std::size_t end = doc < size() ? begins_[doc] : occurrences_.size();
    for (std::size_t i = begins_[doc - 1]; i < end; ++i)
      postings[next[occurrences_[i].term]++] = {doc, occurrences_[i].wdf};
  }
  return postings;
}

void Inverter::Clear() {
  texts_.clear();
  terms_.clear();
  std::fill(buckets_.begin(), buckets_.end(), Bucket());
  occurrences_.clear();
  begins_.clear();
  lengths_.clear();
  for (auto& [slot, values] : values_) {
    values.bytes.clear();
    values.last = 0;
  }
}

}  // namespace dssearch::indexer
