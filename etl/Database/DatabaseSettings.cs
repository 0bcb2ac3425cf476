using System.Globalization;

namespace PersonEtl.Etl.Database;

/// <summary>What the environment says about the database, read once.</summary>
/// <param name="Given"><c>PERSONETL_PG</c>: a connection string of a server that is ours to use, never to start.</param>
/// <param name="BinariesFolder"><c>PERSONETL_PG_BIN</c>: the folder of initdb, pg_ctl and postgres.</param>
/// <param name="Ways"><c>PERSONETL_PG_WAYS</c>: the ways that may be tried, comma separated; all of them by default.</param>
/// <param name="Wait"><c>PERSONETL_PG_WAIT</c>: how long a server may take to answer, in seconds; 60 by default.</param>
/// <param name="SearchPath"><c>PATH</c>.</param>
internal sealed record DatabaseSettings(string? Given, string? BinariesFolder, IReadOnlyList<DatabaseWay> Ways, TimeSpan Wait, string SearchPath)
{
    public static readonly IReadOnlyList<DatabaseWay> AllWays = Enum.GetValues<DatabaseWay>();

    /// <summary>Some ways are hidden on purpose.</summary>
    public bool Restricted => Ways.Count < AllWays.Count;

    public static DatabaseSettings FromEnvironment() => From(Environment.GetEnvironmentVariable);

    /// <exception cref="NoDatabaseException">A variable holds what it can't hold.</exception>
    public static DatabaseSettings From(Func<string, string?> variable)
    {
        string? Set(string name) => variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
        return new(Set("PERSONETL_PG"), Set("PERSONETL_PG_BIN"), ParseWays(Set("PERSONETL_PG_WAYS")), ParseWait(Set("PERSONETL_PG_WAIT")), variable("PATH") ?? "");
    }

    public bool Allows(DatabaseWay way) => Ways.Contains(way);

    private static IReadOnlyList<DatabaseWay> ParseWays(string? text)
    {
        if (text is null) return AllWays;
        var wanted = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var unknown = wanted.FirstOrDefault(w => !AllWays.Any(a => Name(a).Equals(w, StringComparison.OrdinalIgnoreCase)));
        if (unknown is not null || wanted.Length == 0)
            throw new NoDatabaseException($"PERSONETL_PG_WAYS: expected some of {string.Join(", ", AllWays.Select(Name))}, found {unknown ?? "none"}.");
        return [.. AllWays.Where(a => wanted.Contains(Name(a), StringComparer.OrdinalIgnoreCase))];
    }

    private static TimeSpan ParseWait(string? text)
    {
        if (text is null) return TimeSpan.FromSeconds(60);
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 86_400) return TimeSpan.FromSeconds(seconds);
        throw new NoDatabaseException("PERSONETL_PG_WAIT: expected a number of seconds above 0 and at most 86400, found something else.");
    }

    private static string Name(DatabaseWay way) => way.ToString().ToLowerInvariant();
}
