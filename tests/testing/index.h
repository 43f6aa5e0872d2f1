#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "dssearch/paper.h"
#include "dssearch/searcher.h"

namespace dssearch::testing {

/// A folder that is removed with the object.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::string operator/(std::string_view name) const { return (path_ / name).string(); }

  /// Writes a file into the folder, and the folders above it. Returns its path.
  std::string Write(std::string_view name, std::string_view content) const;

 private:
  std::filesystem::path path_;
};

/// An index made of papers, in a folder of its own, open for searching.
class TestIndex {
 public:
  explicit TestIndex(const std::vector<Paper>& papers);

  const std::string& path() const { return path_; }
  const Searcher& searcher() const { return *searcher_; }

  /// Replaces or adds papers, as a run of dsindex would.
  void Update(const std::vector<Paper>& papers);

 private:
  TemporaryFolder folder_;
  std::string path_;
  std::unique_ptr<Searcher> searcher_;
};

/// Papers with ids p1, p2, ... and these titles.
std::vector<Paper> Titled(const std::vector<std::string>& titles);

/// The ids of the hits in order: "p2 p1"; with "total/" before it, "2/p2 p1",
/// where there are more than are shown.
std::string Ids(const SearchResponse& response);

/// Ids(…) of a search for `query`.
std::string Found(const Searcher& searcher, const std::string& query);

/// A snippet with 【】 around its marks.
std::string Marked(const Snippet& snippet);

/// The papers of corpus/, read anew.
std::vector<Paper> CorpusPapers();

}  // namespace dssearch::testing
