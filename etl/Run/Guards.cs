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
        if (account.Out == 0) throw Stop($"FREG gave no readable person ({account.In} records read)");
        if (account.Quarantined > RunOptions.QuarantineFloor && account.Quarantined > account.In * quarantineShare)
            throw Stop($"{account.Quarantined} of {account.In} records of FREG could not be read, more than the share of {quarantineShare:0.###%} that a night may have; ops.quarantine has their places");
    }

    private static CheckFailedException Stop(FormattableString why) => new($"{why.ToString(CultureInfo.InvariantCulture)}. Nothing was published.");
}
