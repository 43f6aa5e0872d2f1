import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.Facets;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MultiCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.QueryBuilder;

/**
 * Lucene's side of run.sh, in one thread.
 *
 * <pre>
 * LuceneSearch index PAPERS.tsv INDEX    prints how long it took
 * LuceneSearch search INDEX QUERIES      prints for each way to search:
 *                                        any|all top|total|facets MEAN MEDIAN P99 (ms) FOUND (mean)
 * </pre>
 */
public final class LuceneSearch {
  /** What is asked for beside ten hits. */
  private enum Extent {
    /** Nothing: Lucene counts to 1,000 and then skips what cannot be among the ten. */
    TOP,
    /** How many papers there are. */
    TOTAL,
    /** That, and two facets. */
    FACETS
  }

  private static final int HITS = 10;
  private static final int VALUES = 10;

  private final Analyzer analyzer = new EnglishAnalyzer();
  private final QueryBuilder builder = new QueryBuilder(analyzer);
  private final IndexSearcher searcher;
  private final SortedSetDocValuesReaderState facetState;
  private long read; // Depends on what was fetched, so that it must be.

  private LuceneSearch(Path index) throws IOException {
    searcher = new IndexSearcher(DirectoryReader.open(FSDirectory.open(index)));
    facetState = new DefaultSortedSetDocValuesReaderState(searcher.getIndexReader());
  }

  public static void main(String[] args) throws IOException {
    if (args.length == 3 && args[0].equals("index")) {
      index(Paths.get(args[1]), Paths.get(args[2]));
    } else if (args.length == 3 && args[0].equals("search")) {
      new LuceneSearch(Paths.get(args[1])).measure(Files.readAllLines(Paths.get(args[2])));
    } else {
      System.err.println("usage: LuceneSearch index PAPERS.tsv INDEX | search INDEX QUERIES");
      System.exit(2);
    }
  }

  private static void index(Path papers, Path index) throws IOException {
    long start = System.nanoTime();
    FacetsConfig facets = new FacetsConfig();
    facets.setMultiValued("category", true);
    IndexWriterConfig config = new IndexWriterConfig(new EnglishAnalyzer());
    config.setMergeScheduler(new SerialMergeScheduler()); // Else merges have threads of their own.
    int count = 0;
    try (IndexWriter writer = new IndexWriter(FSDirectory.open(index), config);
        BufferedReader lines = Files.newBufferedReader(papers)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine(), ++count) {
        writer.addDocument(facets.build(document(line.split("\t", -1))));
      }
      writer.forceMerge(1);
    }
    System.out.printf("%d papers in %.1f s%n", count, (System.nanoTime() - start) / 1e9);
  }

  private static Document document(String[] paper) {
    Document document = new Document();
    document.add(new TextField("text", paper[1] + "\n" + paper[2], Field.Store.NO));
    document.add(new StoredField("id", paper[0]));
    document.add(new StoredField("title", paper[1]));
    document.add(new StoredField("abstract", paper[2]));
    document.add(new StoredField("domain", paper[3]));
    document.add(new StoredField("date", paper[4]));
    for (String category : paper[3].split("\\|")) {
      if (!category.isEmpty()) {
        document.add(new SortedSetDocValuesFacetField("category", category));
      }
    }
    if (paper[4].length() >= 4) {
      document.add(new SortedSetDocValuesFacetField("year", paper[4].substring(0, 4)));
    }
    return document;
  }

  /** All ways once before any is timed: the compiler has then seen all of them. */
  private void measure(List<String> queries) throws IOException {
    for (boolean timed : new boolean[] {false, true}) {
      for (Occur occur : new Occur[] {Occur.SHOULD, Occur.MUST}) {
        for (Extent extent : Extent.values()) {
          double[] times = new double[queries.size()];
          long found = 0;
          for (int i = 0; i < times.length; ++i) {
            long start = System.nanoTime();
            found += search(queries.get(i), occur, extent);
            times[i] = (System.nanoTime() - start) / 1e6;
          }
          if (timed) {
            Arrays.sort(times);
            System.out.printf(
                "%s %s %.3f %.3f %.3f %d%n",
                occur == Occur.SHOULD ? "any" : "all",
                extent.name().toLowerCase(),
                Arrays.stream(times).sum() / times.length,
                times[times.length / 2],
                times[times.length * 99 / 100],
                found / times.length);
          }
        }
      }
    }
    if (read == 0) System.err.println("LuceneSearch: nothing was found");
  }

  /** Answers a query, and returns how many papers there are: with TOP at least so many. */
  private long search(String text, Occur occur, Extent extent) throws IOException {
    Query query = builder.createBooleanQuery("text", text, occur);
    if (query == null) return 0; // Nothing but stop words.
    TopScoreDocCollector top =
        TopScoreDocCollector.create(HITS, extent == Extent.TOP ? 1000 : Integer.MAX_VALUE);
    if (extent == Extent.FACETS) {
      FacetsCollector matches = new FacetsCollector();
      searcher.search(query, MultiCollector.wrap(top, matches));
      Facets facets = new SortedSetDocValuesFacetCounts(facetState, matches);
      for (String field : new String[] {"category", "year"}) {
        if (facets.getTopChildren(VALUES, field) != null) ++read;
      }
    } else {
      searcher.search(query, top);
    }
    for (ScoreDoc hit : top.topDocs().scoreDocs) {
      read += searcher.doc(hit.doc).get("abstract").length();
    }
    return top.getTotalHits();
  }
}
