using System.Globalization;
using System.Text.RegularExpressions;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>A message whose <c>{name}</c> places are filled from the arguments in order; without arguments it is taken as it is.</summary>
internal sealed partial record MessageTemplate(string Text, IReadOnlyList<KeyValuePair<string, string?>> Values)
{
    public static MessageTemplate Of(string template, object[] args)
    {
        if (args.Length is 0)
            return new(template, []);
        var values = new List<KeyValuePair<string, string?>>();
        var text = Places.Replace(template, place =>
        {
            if (values.Count == args.Length)
                return place.Value;
            var value = Convert.ToString(args[values.Count], CultureInfo.InvariantCulture);
            values.Add(new(place.Groups["name"].Value, value));
            return value ?? "";
        });
        return new(text, values);
    }

    [GeneratedRegex(@"\{(?<name>\w+)\}")]
    private static partial Regex Places { get; }
}
