namespace PersonEtl.Benchmarks;

/// <summary>What a benchmark gave: medians over the rounds, times in milliseconds a pass, ratios of a round's two passes.</summary>
internal sealed record Result(string Name, string Against, long Items, string Item, double Ours, double Theirs, double Ratio, double LeastRatio, double GreatestRatio, double BytesPerItem, double TheirBytesPerItem);
