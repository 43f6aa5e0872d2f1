#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "dssearch/paper.h"
#include "dssearch/searcher.h"

namespace dssearch::testing {

/// A new folder, which is removed with the object.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  /// The path of a file in the folder: folder / "papers.jsonl".
  std::string operator/(std::string_view name) const { return (path_ / name).string(); }

  /// Writes a file into the folder, making the folders that `name` names. Returns the path of the
  /// file.
  std::string Write(std::string_view name, std::string_view content) const;

 private:
  std::filesystem::path path_;
};

/// An index of some papers in a folder of its own, which is open for searching.
class TestIndex {
 public:
  explicit TestIndex(const std::vector<Paper>& papers);

  const std::string& path() const { return path_; }
  const Searcher& searcher() const { return *searcher_; }

  /// Adds papers and replaces those with the same ids, as a run of dsindex does.
  void Update(const std::vector<Paper>& papers);

 private:
  TemporaryFolder folder_;
  std::string path_;
  std::unique_ptr<Searcher> searcher_;
};

/// A paper of what tests most often need.
Paper Make(const std::string& id, const std::string& title, const std::string& date = "",
           const std::vector<std::string>& authors = {}, const std::string& summary_en = "");

/// Papers with ids p1, p2, ... and these titles.
std::vector<Paper> Titled(const std::vector<std::string>& titles);

/// The ids of the hits in order: "p2 p1". Where more papers match than there are hits, their number
/// stands before: "7/p2 p1".
std::string Ids(const SearchResponse& response);

/// The ids of the hits of a search for `query`, as Ids writes them.
std::string Found(const Searcher& searcher, const std::string& query);

/// The text of a snippet with 【】 around its marks.
std::string Marked(const Snippet& snippet);

/// The papers of corpus/, read anew in each call. A rejected record fails the test.
std::vector<Paper> CorpusPapers();

}  // namespace dssearch::testing
