/** Messages: what people read stands in catalogues under `config/messages/`; here is how they are declared, merged and filled. */
export { catalogue, each, message } from './catalogue.ts';
export { format, type Message, type PlacesOf, type Values, wordsFor } from './format.ts';
export { mergeLayers } from './layers.ts';
export { splitPlaces } from './places.ts';
