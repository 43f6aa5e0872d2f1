# Writes OUTPUT, a source that holds the FILES as arrays of bytes, behind assets.h.
#   cmake -DOUTPUT=assets.cc "-DFILES=a;b" -P embed.cmake
set(arrays "")
set(rows "")
set(all "")
foreach(file IN LISTS FILES)
  get_filename_component(name "${file}" NAME)
  string(MAKE_C_IDENTIFIER "k_${name}" id)
  file(READ "${file}" hex HEX)
  string(APPEND all "${name}:${hex};")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
  string(APPEND arrays "constexpr char ${id}[] = {${bytes}'\\0'};\n")
  string(APPEND rows "    {\"${name}\", {${id}, sizeof ${id} - 1}},\n")
endforeach()
string(SHA256 version "${all}")
string(SUBSTRING "${version}" 0 12 version)
file(WRITE "${OUTPUT}" "#include \"searcher/server/assets.h\"

namespace dssearch::server {
namespace {

${arrays}
constexpr AssetFile kFiles[] = {
${rows}};

}  // namespace

const AssetFile* FindAsset(std::string_view name) {
  for (const AssetFile& file : kFiles)
    if (file.name == name) return &file;
  return nullptr;
}

std::string_view AssetsVersion() { return \"${version}\"; }

}  // namespace dssearch::server
")
