#include "dssearch/searcher.h"

#include <algorithm>
#include <memory>
#include <new>
#include <utility>
#include <vector>

#include "searcher/format/xapian_guard.h"
#include "searcher/index/index_reader.h"
#include "searcher/index/local/local_reader.h"
#include "searcher/index/reader_pool.h"
#include "searcher/search/answer.h"
#include "searcher/search/hits.h"
#include "searcher/suggest/completion.h"

namespace dssearch {

static_assert(SearcherOptions().cache_bytes == Snapshot::kCacheBytes);

struct Searcher::Impl {
  explicit Impl(std::shared_ptr<ReaderPool> pool) : readers(std::move(pool)) {}

  // Runs `body` with a reader, whose commit it has open whatever is published meanwhile. Where
  // there is no memory, what earlier searches left is given up, and it is tried once more.
  template <typename Body>
  auto With(const Budget& budget, Body&& body) {
    return format::Guard([&] {
      {
        ReaderPool::Lease reader = readers->Borrow(budget);
        try {
          return body(*reader);
        } catch (const std::bad_alloc&) {
          reader.GiveUp();
        }
      }
      return body(*readers->Borrow(budget));
    });
  }

  const std::shared_ptr<ReaderPool> readers;
};

Searcher::Searcher(const std::string& path, const SearcherOptions& options)
    : impl_(std::make_unique<Impl>(
          std::make_shared<ReaderPool>(LocalReader::Opener(path), options.cache_bytes))) {}
Searcher::Searcher(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Searcher::~Searcher() = default;
Searcher::Searcher(Searcher&&) noexcept = default;
Searcher& Searcher::operator=(Searcher&&) noexcept = default;

Searcher Searcher::Pin(const std::string& commit) const {
  return format::Guard([&] {
    // One that is of this state already is shared with all its readers, which may be the last.
    std::shared_ptr<ReaderPool> readers = impl_->readers;
    if (!readers->IsPinned(commit)) readers = std::make_shared<ReaderPool>(*readers, commit);
    return Searcher(std::make_unique<Impl>(std::move(readers)));
  });
}

SearchResponse Searcher::Search(const SearchRequest& request, const Budget& budget) const {
  return impl_->With(budget, [&](const IndexReader& reader) { return Answer(reader, request); });
}

void Searcher::Check(const SearchRequest& request) const {
  impl_->With({}, [&](const IndexReader& reader) { dssearch::Check(reader, request); });
}

struct Cursor::Impl {
  Impl(ReaderPool::Lease borrowed, const SearchRequest& asked)
      : reader(std::move(borrowed)), request(asked) {
    request.facets.clear();
    reader->CheckBudget();
    understood = Understand(request, *reader);
    papers = RankPage(*reader, request, understood, request.offset, request.limit);
  }

  ReaderPool::Lease reader;
  SearchRequest request;
  UnderstoodQuery understood = {};
  std::unique_ptr<PaperCursor> papers = nullptr;
  std::vector<RankedPaper> next = {};  ///< Those that were not returned, since memory ran out.
};

Cursor::Cursor(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Cursor::~Cursor() = default;
Cursor::Cursor(Cursor&&) noexcept = default;
Cursor& Cursor::operator=(Cursor&&) noexcept = default;

std::uint64_t Cursor::total() const { return impl_->understood.matched.result->total; }

SearchResponse Cursor::Summary(const Budget& budget) const {
  return format::Guard([&] {
    impl_->reader.Limit(budget);
    impl_->reader->CheckBudget();
    return SummaryOf(*impl_->reader, impl_->request, impl_->understood);
  });
}

std::vector<Hit> Cursor::Next(std::size_t count, const Budget& budget) {
  return format::Guard([&] {
    Impl& state = *impl_;
    state.reader.Limit(budget);
    const IndexReader& reader = *state.reader;
    reader.CheckBudget();
    try {
      if (state.next.empty()) state.next = state.papers->Next(std::min(count, kMaxLimit));
      std::vector<Hit> hits = HitsOf(reader, state.request, state.understood, state.next);
      state.next.clear();
      return hits;
    } catch (const std::bad_alloc&) {
      reader.cache().Clear();
      throw;
    }
  });
}

Cursor Searcher::Open(const SearchRequest& request, const Budget& budget) const {
  return format::Guard([&] {
    return Cursor(std::make_unique<Cursor::Impl>(impl_->readers->Borrow(budget), request));
  });
}

Verdict Searcher::WhyNot(const SearchRequest& request, std::string_view id,
                         const Budget& budget) const {
  return impl_->With(
      budget, [&](const IndexReader& reader) { return dssearch::WhyNot(reader, request, id); });
}

AnalyzedText Searcher::Analyze(std::string_view text) const {
  return impl_->With({},
                     [&](const IndexReader& reader) { return AnalyzeWithLexicon(reader, text); });
}

std::vector<std::string> Searcher::Suggest(std::string_view prefix, std::size_t limit,
                                           const Budget& budget) const {
  return impl_->With(budget,
                     [&](const IndexReader& reader) { return Complete(reader, prefix, limit); });
}

std::optional<Paper> Searcher::Get(std::string_view id) const {
  return impl_->With({}, [&](const IndexReader& reader) -> std::optional<Paper> {
    std::optional<StoredPaper> found = reader.Find(id);
    if (!found) return std::nullopt;
    return std::move(found->paper);
  });
}

std::vector<Hit> Searcher::Similar(std::string_view id, std::size_t limit,
                                   const Budget& budget) const {
  return impl_->With(
      budget, [&](const IndexReader& reader) { return dssearch::Similar(reader, id, limit); });
}

std::uint64_t Searcher::size() const {
  return impl_->With({},
                     [](const IndexReader& reader) -> std::uint64_t { return reader.doc_count(); });
}

std::size_t Searcher::cache_bytes() const {
  return impl_->With({}, [](const IndexReader& reader) { return reader.cache().bytes(); });
}

void Searcher::EmptyCaches() const {
  impl_->With({}, [](const IndexReader& reader) { reader.cache().Clear(); });
}

IndexState Searcher::state() const {
  return impl_->With({}, [](const IndexReader& reader) -> IndexState {
    return {.commit = reader.commit(),
            .token = reader.snapshot().state(),
            .papers = reader.doc_count(),
            .bytes = reader.file_bytes(),
            .time = reader.published()};
  });
}

}  // namespace dssearch
