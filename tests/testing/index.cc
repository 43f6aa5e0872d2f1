#include "tests/testing/index.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>
#include <variant>

#include "indexer/corpus_reader.h"
#include "indexer/fields/paper_fields.h"
#include "indexer/index_writer.h"

namespace dssearch::testing {
namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder() {
  std::string name = (fs::temp_directory_path() / "dssearch-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string TemporaryFolder::Write(std::string_view name, std::string_view content) const {
  const fs::path file = path_ / name;
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << content;
  return file.string();
}

TestIndex::TestIndex(const std::vector<Paper>& papers) : path_(folder_ / "index") {
  Update(papers);
  searcher_ = std::make_unique<Searcher>(path_);
}

void TestIndex::Update(const std::vector<Paper>& papers) {
  indexer::IndexWriter writer(path_, indexer::IndexWriter::Mode::kUpdate);
  for (const Paper& paper : papers) writer.Put(paper, "test");
  writer.Publish();
}

Paper Make(const std::string& id, const std::string& title, const std::string& date,
           const std::vector<std::string>& authors, const std::string& summary_en) {
  return {.id = id, .title = title, .authors = authors, .date = date, .summary_en = summary_en};
}

std::vector<Paper> Titled(const std::vector<std::string>& titles) {
  std::vector<Paper> papers;
  for (const std::string& title : titles) {
    Paper& paper = papers.emplace_back();
    paper.id = "p" + std::to_string(papers.size());
    paper.title = title;
  }
  return papers;
}

std::string Ids(const SearchResponse& response) {
  std::string ids;
  for (const Hit& hit : response.hits) ids += (ids.empty() ? "" : " ") + hit.paper.id;
  return response.total > response.hits.size() ? std::to_string(response.total) + "/" + ids : ids;
}

std::string Found(const Searcher& searcher, const std::string& query) {
  SearchRequest request;
  request.query = query;
  return Ids(searcher.Search(request));
}

std::string Marked(const Snippet& snippet) {
  std::string marked;
  std::size_t done = 0;
  for (const Span& mark : snippet.marks) {
    marked += snippet.text.substr(done, mark.begin - done) + "【" +
              snippet.text.substr(mark.begin, mark.end - mark.begin) + "】";
    done = mark.end;
  }
  return marked + snippet.text.substr(done);
}

std::vector<Paper> CorpusPapers() {
  std::vector<Paper> papers;
  const auto fail = [](const indexer::Reject& reject) {
    ADD_FAILURE() << reject.where.file << ":" << reject.where.line << ": " << reject.reason;
  };
  indexer::RecordSink sink;
  sink.on_reject = fail;
  sink.on_record = [&](const indexer::RawRecord& record) {
    auto paper = indexer::ToPaper(record);
    if (std::holds_alternative<Paper>(paper)) {
      papers.push_back(std::get<Paper>(paper));
    } else {
      fail(std::get<indexer::Reject>(paper));
    }
  };
  indexer::ReadCorpus(DSSEARCH_SOURCE_DIR "/corpus", sink);
  return papers;
}

}  // namespace dssearch::testing
