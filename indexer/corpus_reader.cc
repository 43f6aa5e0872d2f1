#include "indexer/corpus_reader.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <utility>
#include <vector>

#include "dssearch/error.h"
#include "indexer/formats/bibtex_reader.h"
#include "indexer/formats/csv_reader.h"
#include "indexer/formats/format.h"
#include "indexer/formats/json_reader.h"
#include "indexer/formats/markdown_reader.h"
#include "indexer/formats/plain_text_reader.h"
#include "indexer/formats/reference_list_reader.h"
#include "indexer/formats/tagged_reader.h"
#include "indexer/formats/text_input.h"
#include "indexer/formats/xlsx_reader.h"
#include "indexer/formats/xml_reader.h"
#include "indexer/formats/yaml_reader.h"
#include "indexer/label_reader.h"
#include "searcher/text/code_points.h"

namespace dssearch::indexer {
namespace fs = std::filesystem;
namespace {

constexpr const char* kFormatsHint =
    "dsindex reads Markdown, text, JSON, tables, BibTeX, and what databases and reference managers "
    "export; corpus/README.md shows each";

// The labels of domains, see label_reader.h.
constexpr const char* kLabelsFile = "domains.yaml";

// A list of terms in both languages, see lexicon_reader.h; it has no papers.
constexpr const char* kLexiconFile = "lexicon.tsv";

// Passes all the text to a reader of whole files, if it is UTF-8 and not too long.
template <typename Read>
void ReadWhole(TextInput& input, const RecordSink& sink, const Read& read) {
  const std::string text = input.TakeAll();
  if (text.size() > kMaxRecordBytes) {
    sink.on_reject({{input.name(), 0}, "the file is longer than 16 MB", kTooLongHint});
  } else if (!text::IsValid(text)) {
    sink.on_reject({{input.name(), 0},
                    "the file is not UTF-8",
                    "convert it, for example: iconv -f LATIN1 -t UTF-8"});
  } else {
    read(input.name(), text, sink);
  }
}

}  // namespace

void ReadRecords(Format format, TextInput& input, const RecordSink& sink) {
  switch (format) {
    case Format::kMarkdown:
      return ReadWhole(input, sink,
                       [](const std::string& file, std::string_view text, const RecordSink& to) {
                         ReadMarkdown(file, text, StemOf(file), to);
                       });
    case Format::kPlainText:
      return ReadWhole(input, sink,
                       [](const std::string& file, std::string_view text, const RecordSink& to) {
                         ReadPlainText(file, text, StemOf(file), to);
                       });
    case Format::kJson:
      return ReadJson(input, sink);
    case Format::kJsonLines:
      return ReadJsonLines(input, sink);
    case Format::kCsv:
      return ReadCsv(input, sink);
    case Format::kBibtex:
      return ReadBibtex(input, sink);
    case Format::kTagged:
      return ReadTagged(input, sink);
    case Format::kReferences:
      return ReadReferenceList(input, sink);
    case Format::kXml:
      return ReadXml(input, sink);
    case Format::kYaml:
      return ReadWhole(input, sink, ReadYaml);
  }
}

namespace {

// When a file was written last and how long it is; to see whether it stays so.
std::pair<fs::file_time_type, std::uintmax_t> StateOf(const fs::path& file) {
  std::error_code ignored;
  if (!fs::is_regular_file(file, ignored)) return {};  // A pipe changes, as it should.
  return {fs::last_write_time(file, ignored), fs::file_size(file, ignored)};
}

// The first bytes of a file.
std::string HeadOf(std::istream& stream) {
  std::string head(4, '\0');
  stream.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(stream.gcount()));
  stream.clear();
  stream.seekg(0);
  return head;
}

// Whether a file is a workbook of Excel.
bool IsXlsx(const fs::path& file, std::istream& stream) {
  constexpr std::string_view kZip = "PK\x03\x04";
  std::error_code ignored;
  return fs::is_regular_file(file, ignored) && HeadOf(stream) == kZip && indexer::IsXlsx(file);
}

// Whether a file is in the binary format that Office had before 2007.
bool IsOldOffice(const fs::path& file) {
  constexpr std::string_view kCompoundFile = "\xD0\xCF\x11\xE0";
  std::error_code ignored;
  std::ifstream stream(file, std::ios::binary);
  return fs::is_regular_file(file, ignored) && HeadOf(stream) == kCompoundFile;
}

// Whether a file whose name says that it is packed is not.
bool IsPackedByNameOnly(const fs::path& file, std::istream& stream) {
  return IsCompressedExtension(file.extension().string()) &&
         DecompressorFor(HeadOf(stream)) == nullptr;
}

std::uint64_t SizeOf(const fs::path& file) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(file, error);
  return error ? 0 : size;
}

void TellEncoding(const TextInput& input, const RecordSink& sink) {
  if (sink.on_encoding && input.encoding() != "UTF-8")
    sink.on_encoding(input.name(), input.encoding());
}

// Reads a file. `done` of the `all` bytes of a path were read before it.
void ReadFile(const fs::path& file, const RecordSink& sink, std::uint64_t done, std::uint64_t all) {
  const auto reject = [&](const char* reason, const std::string& hint) {
    sink.on_reject({{file.string(), 0}, reason, hint});
  };
  const auto before = StateOf(file);
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return reject("the file cannot be read", "check its permissions");
  if (IsPackedByNameOnly(file, stream))
    return reject("the file is not packed as its name says", "rename it, or fetch it again");
  TextInput input(file.string(), stream);
  try {
    if (IsXlsx(file, stream)) {
      ReadXlsx(file, sink);
    } else if (file.filename() == kLabelsFile) {
      ReadWhole(input, sink, ReadLabels);
    } else {
      const std::optional<Format> format = FormatOf(file, input.Peek(kHeadBytes));
      // Only a file that was named is read by its content alone.
      if (!format)
        return IsOldOffice(file)
                   ? reject("the file is of an old Excel or Word", "save it as .xlsx or .csv")
                   : reject("the file is of no known format", kFormatsHint);
      RecordSink counting = sink;
      counting.on_record = [&, count = std::size_t{0}](RawRecord record) mutable {
        constexpr std::size_t kRecordsBetweenCalls = 64;
        if (sink.on_bytes && ++count % kRecordsBetweenCalls == 0)
          sink.on_bytes(done + input.bytes_read(), all);
        sink.on_record(std::move(record));
      };
      ReadRecords(*format, input, counting);
      TellEncoding(input, sink);
    }
  } catch (const UnreadableInput& e) {
    reject(e.what(), e.hint);
  }
  if (StateOf(file) != before) reject("the file changed while it was read", "run dsindex again");
}

void ReadStandardInput(const RecordSink& sink) {
  TextInput input("-", std::cin);
  try {
    const std::optional<Format> format = FormatOfText(input.Peek(kHeadBytes));
    ReadRecords(format.value_or(Format::kJsonLines), input, sink);
    TellEncoding(input, sink);
  } catch (const UnreadableInput& e) {
    sink.on_reject({{"-", 0}, e.what(), e.hint});
  }
}

// Whether a JSON text could be of papers. Folders have many other ones.
bool NamesTitles(std::string_view head) {
  constexpr std::array<std::string_view, 5> kNames = {"\"title", "\"Title", "\"TITLE", "\"题名\"",
                                                      "\"标题\""};
  return std::any_of(kNames.begin(), kNames.end(), [head](std::string_view name) {
    return head.find(name) != std::string_view::npos;
  });
}

// Whether a file that lies in a folder is of a format that a reader knows. Front matter alone makes
// no paper of a page of a web site.
bool IsReadable(const fs::path& file) {
  if (FormatOfName(file)) return true;
  std::ifstream stream(file, std::ios::binary);
  if (IsXlsx(file, stream)) return true;
  TextInput input(file.string(), stream);
  try {
    const std::string_view head = input.Peek(kHeadBytes);
    const std::optional<Format> format = FormatOf(file, head);
    const bool json = format == Format::kJson || format == Format::kJsonLines;
    return format && format != Format::kMarkdown && (!json || NamesTitles(head));
  } catch (const UnreadableInput&) {
    return false;
  }
}

// Whether a file that lies in a folder has, by its name, no papers: nothing is said of it.
bool IsNoCorpusFile(const fs::path& file) {
  return file.filename() == kLexiconFile || StemOf(file) == "README";
}

// Whether a folder is an index, or one that is being made.
bool IsIndex(const fs::path& folder) {
  std::error_code ignored;
  return fs::exists(folder / "XAPIANDB", ignored) ||
         fs::exists(folder / "rejects.jsonl.tmp", ignored);
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
      if (!IsIndex(entry.path())) AddFiles(entry.path(), sink, files);
    } else if (entry.is_regular_file(ignored) && !IsNoCorpusFile(entry.path())) {
      if (name == kLabelsFile || IsReadable(entry.path())) {
        files.push_back(entry.path());
      } else if (sink.on_unread) {
        sink.on_unread(entry.path().string());
      }
    }
  }
}

// The files that are read of a path, which is a file or a folder.
std::vector<fs::path> FilesOf(const fs::path& path, const RecordSink& sink) {
  std::vector<fs::path> files;
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) {
    AddFiles(path, sink, files);
  } else {
    files.push_back(path);
  }
  return files;
}

std::uint64_t SizeOf(const std::vector<fs::path>& files) {
  std::uint64_t size = 0;
  for (const fs::path& file : files) size += SizeOf(file);
  return size;
}

}  // namespace

void ReadCorpus(const std::string& path, const RecordSink& sink,
                const std::function<void(const std::string& file)>& on_file) {
  if (path == "-") return ReadStandardInput(sink);
  std::error_code error;
  if (!fs::exists(fs::status(path, error)))
    throw Error(ErrorCode::kIo, "no such file or folder: '" + path + "'", "check the path");
  if (IsIndex(path))
    throw Error(ErrorCode::kInvalidRequest, "'" + path + "' is an index and has no papers to read",
                "--index '" + path + "' says where to write");
  std::optional<Reject> unreadable;
  RecordSink noting = sink;
  noting.on_reject = [&](const Reject& folder) {
    unreadable = folder;
    sink.on_reject(folder);
  };
  const std::vector<fs::path> files = FilesOf(path, noting);
  if (files.empty() && unreadable)
    throw Error(ErrorCode::kIo, unreadable->where.file + ": " + unreadable->reason,
                unreadable->hint);
  if (files.empty()) throw Error(ErrorCode::kIo, "no papers in '" + path + "'", kFormatsHint);
  std::uint64_t done = 0;
  const std::uint64_t all = SizeOf(files);
  for (const fs::path& file : files) {
    if (on_file) on_file(file.string());
    if (sink.on_bytes) sink.on_bytes(done, all);
    ReadFile(file, sink, done, all);
    done += SizeOf(file);
  }
}

std::uint64_t SizeOfCorpus(const std::string& path) {
  if (path == "-") return 0;
  RecordSink ignored;
  ignored.on_reject = [](const Reject&) {};
  return SizeOf(FilesOf(path, ignored));
}

}  // namespace dssearch::indexer
