#include "searcher/format/record_codec.h"

#include <zdict.h>
#include <zstd.h>

#include <algorithm>
#include <cstddef>
#include <new>

#include "dssearch/error.h"
#include "searcher/format/damage.h"

namespace dssearch::format {
namespace {

// 2,000 abstracts come to 42 % of their size with level 1, 37 % with level 3 and 34 % with level 9.
constexpr int kLevel = 3;

constexpr std::size_t kMaxDictionaryBytes = 100'000;
constexpr std::size_t kLeastDictionaryBytes = 4'000;

// A dictionary takes space in the index, too.
constexpr std::size_t kRecordBytesPerDictionaryByte = 16;

// The readers limit texts to some 10 MB each.
constexpr unsigned long long kMaxRecordBytes = 1 << 28;

}  // namespace

std::string TrainDictionary(const std::vector<std::string_view>& records) {
  std::string all;
  std::vector<std::size_t> sizes;
  for (const std::string_view record : records) {
    all += record;
    sizes.push_back(record.size());
  }
  const std::size_t most =
      std::min(all.size() / kRecordBytesPerDictionaryByte, kMaxDictionaryBytes);
  if (most < kLeastDictionaryBytes) return {};
  std::string dictionary(most, '\0');
  const std::size_t size = ZDICT_trainFromBuffer(dictionary.data(), dictionary.size(), all.data(),
                                                 sizes.data(), static_cast<unsigned>(sizes.size()));
  // Training fails for records with nothing in common.
  dictionary.resize(ZDICT_isError(size) != 0 ? 0 : size);
  return dictionary;
}

RecordPacker::RecordPacker(std::string_view dictionary)
    : context_(ZSTD_createCCtx(), ZSTD_freeCCtx) {
  if (!context_) throw std::bad_alloc();
  ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_dictIDFlag, 0);
  ZSTD_CCtx_loadDictionary(context_.get(), dictionary.data(), dictionary.size());
}

std::string RecordPacker::Pack(std::string_view record) {
  std::string packed(ZSTD_compressBound(record.size()), '\0');
  const std::size_t size =
      ZSTD_compress2(context_.get(), packed.data(), packed.size(), record.data(), record.size());
  if (ZSTD_isError(size) != 0) throw std::bad_alloc();  // It fails for no other reason.
  packed.resize(size);
  return packed;
}

RecordUnpacker::RecordUnpacker(std::string_view dictionary)
    : context_(ZSTD_createDCtx(), ZSTD_freeDCtx) {
  if (!context_) throw std::bad_alloc();
  ZSTD_DCtx_loadDictionary(context_.get(), dictionary.data(), dictionary.size());
}

std::string RecordUnpacker::Unpack(std::string_view packed) {
  const unsigned long long stated = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (stated <= kMaxRecordBytes) {
    std::string record(stated, '\0');
    const std::size_t size = ZSTD_decompressDCtx(context_.get(), record.data(), record.size(),
                                                 packed.data(), packed.size());
    if (size == stated) return record;
  }
  throw Error(ErrorCode::kIndexCorrupt, "a stored record is damaged", kRebuildHint);
}

}  // namespace dssearch::format
