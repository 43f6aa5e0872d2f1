#include "indexer/corpus_reader.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <vector>

#include "dssearch/error.h"
#include "indexer/jsonl_reader.h"
#include "indexer/label_reader.h"
#include "indexer/markdown_reader.h"
#include "searcher/text/code_points.h"

namespace dssearch::indexer {
namespace fs = std::filesystem;
namespace {

constexpr const char* kFormatsHint =
    "dsindex reads Markdown (.md) and JSON lines (.jsonl); corpus/README.md shows both";

// The names of domains in both languages, for the papers of a folder.
constexpr const char* kLabelsFile = "domains.yaml";

using Reader = void (*)(const fs::path& file, const RecordSink& sink);

// Hands the text of a file to a reader, if it can be read and is UTF-8.
template <typename Read>
void ReadWhole(const fs::path& file, const RecordSink& sink, const Read& read) {
  std::ifstream input(file, std::ios::binary);
  std::ostringstream content;
  // An empty file sets failbit, one that cannot be read badbit.
  if (input && input.peek() != std::ifstream::traits_type::eof()) content << input.rdbuf();
  if (!input.is_open() || input.bad() || content.bad()) {
    sink.on_reject({{file.string(), 0}, "the file cannot be read", "check its permissions"});
    return;
  }
  const std::string text = std::move(content).str();
  if (!text::IsValid(text)) {
    sink.on_reject({{file.string(), 0},
                    "the file is not UTF-8",
                    "convert it, for example: iconv -f GB18030 -t UTF-8"});
    return;
  }
  read(file.string(), text, sink);
}

void ReadMarkdownFile(const fs::path& file, const RecordSink& sink) {
  ReadWhole(file, sink, ReadMarkdown);
}

void ReadLabelsFile(const fs::path& file, const RecordSink& sink) {
  ReadWhole(file, sink, ReadLabels);
}

void ReadJsonLinesFile(const fs::path& file, const RecordSink& sink) {
  std::ifstream input(file, std::ios::binary);
  if (!input) {
    sink.on_reject({{file.string(), 0}, "the file cannot be read", "check its permissions"});
    return;
  }
  ReadJsonLines(file.string(), input, sink);
}

// The reader for a file, or nullptr for a file of no known format.
Reader ReaderOf(const fs::path& file) {
  if (file.filename() == kLabelsFile) return ReadLabelsFile;
  const std::string extension = file.extension().string();
  if (extension == ".md" || extension == ".markdown") return ReadMarkdownFile;
  if (extension == ".jsonl" || extension == ".ndjson") return ReadJsonLinesFile;
  return nullptr;
}

// Adds the files below `folder` in order of names. An index that lies there is
// no part of the corpus; links to folders are not followed.
void AddFiles(const fs::path& folder, const RecordSink& sink, std::vector<fs::path>& files) {
  std::error_code error;
  std::vector<fs::directory_entry> entries;
  for (auto it = fs::directory_iterator(folder, error); !error && it != fs::directory_iterator();
       it.increment(error))
    entries.push_back(*it);
  if (error) {
    sink.on_reject({{folder.string(), 0},
                    "the folder cannot be read: " + error.message(),
                    "check its permissions"});
    return;
  }
  std::sort(entries.begin(), entries.end());
  for (const fs::directory_entry& entry : entries) {
    const std::string name = entry.path().filename().string();
    std::error_code ignored;
    if (name.starts_with('.')) continue;
    if (entry.is_directory(ignored) && !entry.is_symlink(ignored)) {
      if (!fs::exists(entry.path() / "XAPIANDB", ignored)) AddFiles(entry.path(), sink, files);
    } else if (entry.is_regular_file(ignored) && name != "README.md" &&
               ReaderOf(entry.path()) != nullptr) {
      files.push_back(entry.path());
    }
  }
}

}  // namespace

void ReadCorpus(const std::string& path, const RecordSink& sink,
                const std::function<void(const std::string& file)>& on_file) {
  if (path == "-") {
    ReadJsonLines("-", std::cin, sink);
    return;
  }
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status))
    throw Error(ErrorCode::kIo, "no such file or folder: '" + path + "'", "check the path");
  std::vector<fs::path> files;
  if (fs::is_directory(status)) {
    AddFiles(path, sink, files);
    if (files.empty()) throw Error(ErrorCode::kIo, "no papers in '" + path + "'", kFormatsHint);
  } else if (ReaderOf(path) == nullptr) {
    throw Error(ErrorCode::kIo, "'" + path + "' is of no known format", kFormatsHint);
  } else {
    files.emplace_back(path);
  }
  for (const fs::path& file : files) {
    if (on_file) on_file(file.string());
    ReaderOf(file)(file, sink);
  }
}

}  // namespace dssearch::indexer
