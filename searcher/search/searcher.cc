#include "dssearch/searcher.h"

#include <utility>

#include "searcher/format/xapian_guard.h"
#include "searcher/index/index_reader.h"
#include "searcher/search/answer.h"
#include "searcher/suggest/completion.h"

namespace dssearch {

struct Searcher::Impl {
  explicit Impl(const std::string& path) : readers(path) {}

  // Runs `body` with a reader, whose commit it has open whatever is published meanwhile.
  template <typename Body>
  auto With(Body&& body) {
    return format::Guard([&] { return body(*readers.Borrow()); });
  }

  ReaderPool readers;
};

Searcher::Searcher(const std::string& path) : impl_(std::make_unique<Impl>(path)) {}
Searcher::~Searcher() = default;
Searcher::Searcher(Searcher&&) noexcept = default;
Searcher& Searcher::operator=(Searcher&&) noexcept = default;

SearchResponse Searcher::Search(const SearchRequest& request) const {
  return impl_->With([&](const IndexReader& reader) { return Answer(reader, request); });
}

Verdict Searcher::WhyNot(const SearchRequest& request, std::string_view id) const {
  return impl_->With(
      [&](const IndexReader& reader) { return dssearch::WhyNot(reader, request, id); });
}

AnalyzedText Searcher::Analyze(std::string_view text) const {
  return impl_->With([&](const IndexReader& reader) { return AnalyzeWithLexicon(reader, text); });
}

std::vector<std::string> Searcher::Suggest(std::string_view prefix, std::size_t limit) const {
  return impl_->With([&](const IndexReader& reader) { return Complete(reader, prefix, limit); });
}

std::optional<Paper> Searcher::Get(std::string_view id) const {
  return impl_->With([&](const IndexReader& reader) -> std::optional<Paper> {
    const std::optional<Xapian::docid> found = reader.Find(id);
    if (!found) return std::nullopt;
    return reader.Read(*found);
  });
}

std::vector<Hit> Searcher::Similar(std::string_view id, std::size_t limit) const {
  return impl_->With(
      [&](const IndexReader& reader) { return dssearch::Similar(reader, id, limit); });
}

std::uint64_t Searcher::size() const {
  return impl_->With([](const IndexReader& reader) -> std::uint64_t { return reader.doc_count(); });
}

IndexState Searcher::state() const {
  return impl_->With([](const IndexReader& reader) -> IndexState {
    return {reader.commit(), reader.snapshot().state(), reader.doc_count()};
  });
}

}  // namespace dssearch
