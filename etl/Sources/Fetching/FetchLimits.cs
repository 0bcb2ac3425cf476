namespace PersonEtl.Etl.Sources.Fetching;

/// <summary>How long, how often and how much is asked of a register's server.</summary>
/// <param name="Retries">Further attempts at one answer after the first.</param>
/// <param name="FirstDelay">The wait before the first of them; it doubles each time, with jitter, unless the server says how long.</param>
/// <param name="Attempt">The time one attempt may take, body included.</param>
/// <param name="Total">The time the whole fetch may take, waits included.</param>
/// <param name="Bytes">The largest answer that is taken, unpacked.</param>
internal sealed record FetchLimits(int Retries, TimeSpan FirstDelay, TimeSpan Attempt, TimeSpan Total, long Bytes)
{
    private const long Gigabyte = 1L << 30;

    /// <summary>Norway's addresses are 200 MB packed and 0.8 GB unpacked; KLASS's answers are of a few megabytes.</summary>
    public static readonly FetchLimits Default = new(Retries: 4, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), 4 * Gigabyte);

    /// <summary>A page of a feed is of a thousand records; five hundred persons of FREG with their history are some tens of megabytes.</summary>
    public static readonly FetchLimits OfFeed = Default with { Attempt = TimeSpan.FromMinutes(2), Bytes = Gigabyte / 4 };

    /// <summary>The time that a whole register may take, a page at a time.</summary>
    public TimeSpan WholeRegister { get; init; } = TimeSpan.FromHours(12);
}
