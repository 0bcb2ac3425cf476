using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace PersonEtl.Etl.Commands;

/// <summary>An option that takes a day, written as 2026-01-01 whatever the machine's own way is.</summary>
internal static class DayOption
{
    public static Option<DateOnly?> Build(string name, string description) => new(name) { HelpName = "date", Description = description, CustomParser = argument => Parse(argument, name) };

    private static DateOnly? Parse(ArgumentResult argument, string name)
    {
        if (DateOnly.TryParseExact(argument.Tokens.Single().Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        argument.AddError($"{name}: expected a date such as 2026-01-01.");
        return null;
    }
}
