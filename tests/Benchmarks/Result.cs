namespace PersonEtl.Benchmarks;

/// <summary>
/// What a benchmark gave: medians over the rounds, times in milliseconds a pass, ratios of a round's two passes.
/// The processor's ratio counts this process alone, all its threads: a busy machine disturbs it least. Null where a database does the work.
/// </summary>
internal sealed record Result(string Name, string Against, long Items, string Item, double Ours, double Theirs, double Ratio, double LeastRatio, double GreatestRatio, double? ProcessorRatio, double BytesPerItem, double TheirBytesPerItem);
