using System.Globalization;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Commands;

/// <summary>How often small passes are made: as the command line says, else as the environment does; never where neither says anything.</summary>
internal static class SmallEvery
{
    public const int Most = 1440;

    private const string Variable = "PERSONETL_SMALL_EVERY";

    /// <exception cref="BadInputException">The variable holds something else than minutes.</exception>
    public static TimeSpan? Of(int? minutes)
    {
        if (minutes is { } given) return TimeSpan.FromMinutes(given);
        var text = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrWhiteSpace(text)) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var said) && said is > 0 and <= Most
            ? TimeSpan.FromMinutes(said)
            : throw new BadInputException("bad-small-every", $"{Variable}: expected minutes from 1 to {Most}, found something else.");
    }
}
