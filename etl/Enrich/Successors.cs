using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>The codes, in order, that an earlier code's area lies under on the as-of date; the reason tells why they aren't one. Immutable, and shared by all who ask.</summary>
internal sealed class Successors
{
    /// <summary>Nothing is known of what became of the code.</summary>
    public static readonly Successors Unknown = new([], TodayReason.NoChangeData);

    private readonly int[] codes;

    /// <param name="codes">Sorted, each once.</param>
    /// <param name="reason">Why there is no single answer.</param>
    internal Successors(int[] codes, TodayReason reason)
    {
        this.codes = codes;
        Reason = reason;
    }

    public ReadOnlySpan<int> Codes => codes;

    public TodayReason Reason { get; }

    /// <summary>The one code that the whole area lies under, or null.</summary>
    public int? Only => Reason == TodayReason.None ? codes[0] : null;

    public bool Contains(int code) => Array.IndexOf(codes, code) >= 0;
}
