using System.Globalization;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Fetching;

namespace PersonEtl.Etl.Run;

/// <summary>How many days before the as-of date of a night each source may have been true last; a source that is not named may be of any age.</summary>
internal sealed class AgeLimits(IReadOnlyDictionary<SourceName, int> days)
{
    public const string Variable = "PERSONETL_MAX_AGE";

    private const string Any = "any";

    public static readonly AgeLimits None = new(new Dictionary<SourceName, int>());

    public static readonly AgeLimits Default = new(new Dictionary<SourceName, int>
    {
        [SourceName.Freg] = 3,
        [SourceName.Krr] = 3,
        [SourceName.Klass] = 30,
        [SourceName.Matrikkel] = 30,
    });

    /// <summary>The defaults with what a person says otherwise: <c>freg=5,klass=any</c>.</summary>
    /// <exception cref="BadInputException">It says something else.</exception>
    public static AgeLimits Parse(string? text)
    {
        var limits = new Dictionary<SourceName, int>(Default.Days);
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var sides = part.Split('=', StringSplitOptions.TrimEntries);
            if (sides.Length == 2 && SourceNames.TryParse(sides[0], out var source))
            {
                if (string.Equals(sides[1], Any, StringComparison.Ordinal))
                {
                    limits.Remove(source);
                    continue;
                }
                if (int.TryParse(sides[1], NumberStyles.None, CultureInfo.InvariantCulture, out var most))
                {
                    limits[source] = most;
                    continue;
                }
            }
            throw new BadInputException("bad-max-age", $"{Variable} or --max-age: expected sources with days, as freg=3,klass=400,matrikkel={Any}, found something else.");
        }
        return new(limits);
    }

    public IReadOnlyDictionary<SourceName, int> Days { get; } = days;

    /// <summary>
    /// Refuses a night when a source is too old for its as-of date. A delivery that its server confirmed after it was made counts as of that day.
    /// </summary>
    /// <exception cref="BadInputException">A source is too old.</exception>
    public void Require(IEnumerable<Delivery> deliveries, DateOnly asOf, Landing landing)
    {
        foreach (var source in deliveries.GroupBy(d => d.Manifest.Source))
        {
            if (!Days.TryGetValue(source.Key, out var most)) continue;
            var newest = source.MaxBy(d => d.Manifest.AsOf)!;
            var instant = newest.Manifest.AsOf;
            if (FetchNote.CheckedAtOf(landing, newest) is { } checkedAt && checkedAt > instant) instant = checkedAt;
            var day = Instant.From(instant).NorwegianDate();
            var age = asOf.DayNumber - day.DayNumber;
            if (age <= most) continue;
            var how = FetchOptions.Sources.Contains(source.Key) ? "fetch or deliver" : "deliver";
            throw new BadInputException("delivery-too-old", string.Create(
                CultureInfo.InvariantCulture,
                $"{source.Key.Text()}/{newest.Name}: expected a delivery at most {most} days older than {asOf:yyyy-MM-dd}, the as-of date of the night; found one of {day:yyyy-MM-dd}, {age} days older. Please {how} a newer one, or allow it with {Variable}={source.Key.Text()}={age}."));
        }
    }
}
