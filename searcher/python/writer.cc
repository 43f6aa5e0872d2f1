#include "dssearch/writer.h"

#include <pybind11/pybind11.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "dssearch/error.h"
#include "searcher/python/objects.h"
#include "searcher/python/requests.h"
#include "searcher/python/writer.h"

namespace py = pybind11;

namespace dssearch::python {
namespace {

// A Writer that refuses a second thread, and can be closed. Its calls release the GIL.
class ClosableWriter {
 public:
  ClosableWriter(const py::bytes& path, bool rebuild, unsigned threads) {
    const std::string index = path;
    const py::gil_scoped_release unlocked;
    writer_.emplace(index, WriterOptions{.rebuild = rebuild, .threads = threads});
  }

  py::object Put(const py::str& record) {
    const std::string json = Utf8(record);
    return ToPython(With([&](Writer& writer) { return writer.PutRecord(json); }));
  }

  // What could not be read whole, of a path.
  py::list PutFiles(const py::bytes& path) {
    const std::string name = path;
    std::vector<PutResult> problems;
    With([&](Writer& writer) {
      std::size_t count = 0;
      writer.PutFiles(name, [&](const PutResult& result) {
        if (!result.reason.empty()) problems.push_back(result);
        constexpr std::size_t kBetweenSignals = 100;
        if (++count % kBetweenSignals != 0) return;
        const py::gil_scoped_acquire locked;
        if (PyErr_CheckSignals() != 0) throw py::error_already_set();
      });
    });
    return ToSequence<py::list>(problems);
  }

  bool Remove(const py::str& id) {
    const std::string name = Utf8(id);
    return With([&](Writer& writer) { return writer.Remove(name); });
  }

  void NameDomain(const py::str& zh, const py::str& en) {
    const std::string chinese = Utf8(zh);
    const std::string english = Utf8(en);
    With([&](Writer& writer) { writer.NameDomain(chinese, english); });
  }

  py::object Commit(const py::object& on_progress) {
    return ToPython(With([&](Writer& writer) {
      return writer.Commit([&](std::uint64_t done, std::uint64_t total) {
        const py::gil_scoped_acquire locked;
        // Ctrl-C: what is raised ends the writer.
        if (PyErr_CheckSignals() != 0) throw py::error_already_set();
        if (!on_progress.is_none()) on_progress(done, total);
      });
    }));
  }

  void Close() {
    const py::gil_scoped_release unlocked;
    const std::scoped_lock lock(mutex_);
    writer_.reset();
  }

 private:
  template <typename Call>
  std::invoke_result_t<Call, Writer&> With(const Call& call) {
    const py::gil_scoped_release unlocked;
    const std::unique_lock lock(mutex_, std::try_to_lock);
    if (!lock)
      throw Error(ErrorCode::kInvalidRequest, "the writer is at work in another call",
                  "a writer is for one thread at a time");
    if (!writer_)
      throw Error(ErrorCode::kInvalidRequest, "the writer is closed", "make another one");
    return call(*writer_);
  }

  std::mutex mutex_;
  std::optional<Writer> writer_;  // Empty when it is closed.
};

}  // namespace

void DefineWriter(py::module_& module) {
  py::class_<ClosableWriter>(module, "Writer")
      .def(py::init<const py::bytes&, bool, unsigned>())
      .def("put", &ClosableWriter::Put)
      .def("put_files", &ClosableWriter::PutFiles)
      .def("remove", &ClosableWriter::Remove)
      .def("name_domain", &ClosableWriter::NameDomain)
      .def("commit", &ClosableWriter::Commit)
      .def("close", &ClosableWriter::Close);
}

}  // namespace dssearch::python
