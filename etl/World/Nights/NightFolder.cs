using System.Globalization;

namespace PersonEtl.Etl.World.Nights;

/// <summary>Where the deliveries of a later night lie until they are moved into the landing folder, laid out like it.</summary>
internal static class NightFolder
{
    public static string Of(string outFolder, int night) => Path.Combine(outFolder, string.Create(CultureInfo.InvariantCulture, $"night-{night:00}"));
}
