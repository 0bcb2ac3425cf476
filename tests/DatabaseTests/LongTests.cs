namespace PersonEtl.DatabaseTests;

/// <summary>Whether tests are done in full length, by <c>PERSONETL_LONG_TESTS=1</c>: more kills, more publications. Else they are short, and prove the same.</summary>
internal static class LongTests
{
    public static readonly bool On = string.Equals(Environment.GetEnvironmentVariable("PERSONETL_LONG_TESTS"), "1", StringComparison.Ordinal);
}
