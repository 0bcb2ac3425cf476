namespace PersonEtl.Etl.World.People;

/// <summary>The two check digits of a Norwegian identity number, computed on the altered digits by the rule in force until 2032.</summary>
internal static class CheckDigits
{
    /// <summary>Two digits, or -1 where a nine-digit start has none.</summary>
    public static int Of(ReadOnlySpan<byte> d)
    {
        var first = (11 - (((3 * d[0]) + (7 * d[1]) + (6 * d[2]) + d[3] + (8 * d[4]) + (9 * d[5]) + (4 * d[6]) + (5 * d[7]) + (2 * d[8])) % 11)) % 11;
        if (first == 10) return -1;
        var second = (11 - (((5 * d[0]) + (4 * d[1]) + (3 * d[2]) + (2 * d[3]) + (7 * d[4]) + (6 * d[5]) + (5 * d[6]) + (4 * d[7]) + (3 * d[8]) + (2 * first)) % 11)) % 11;
        return second == 10 ? -1 : (first * 10) + second;
    }
}
