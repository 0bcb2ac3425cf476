using System.Globalization;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Run;

/// <summary>What stops a night before anything is published.</summary>
internal static class Guards
{
    /// <summary>Someone must have been read, and few enough quarantined.</summary>
    /// <exception cref="CheckFailedException">One of these does not hold.</exception>
    public static void Persons(Account account, double quarantineShare)
    {
        if (account.Out == 0) throw Stop($"FREG gave no person to publish ({account.In} records read{Filtered(account)})");
        if (IsBroken(account, quarantineShare))
            throw Stop($"{account.Quarantined} of {account.In} records of FREG could not be read, more than the share of {quarantineShare:0.###%} that a night may have; ops.quarantine has their places");
    }

    /// <summary>Whether more could not be read than a night may have.</summary>
    public static bool IsBroken(Account account, double quarantineShare, long others = 0) => account.Quarantined > RunOptions.QuarantineFloor && account.Quarantined > (account.In + others) * quarantineShare;

    private static string Filtered(Account account) => string.Concat(account.Filtered.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => string.Create(CultureInfo.InvariantCulture, $", {f.Value} filtered as {f.Key}")));

    private static CheckFailedException Stop(FormattableString why) => new($"{why.ToString(CultureInfo.InvariantCulture)}. Nothing was published.");
}
